using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Intake;

/// <summary>One batch in one call: the same key, checks and guarantees as on a stream.</summary>
internal sealed class UnaryIntake(StreamDependencies services)
{
    /// <summary>Stores a batch.</summary>
    /// <exception cref="RpcFailure">
    /// INVALID_ARGUMENT with every wrong field; FAILED_PRECONDITION with metadata "durable_sequence" when the batch is not the lane's
    /// next; UNAVAILABLE when the store is not able, or has enough to do; RESOURCE_EXHAUSTED above a limit; PERMISSION_DENIED for a disabled agent.
    /// </exception>
    public async Task<WriteSamplesResponse> WriteAsync(WriteSamplesRequest request, Caller caller, CancellationToken cancellationToken)
    {
        ProducerLane lane = Check(request, caller);
        (services.Circuits.Current ?? throw BatchIntake.CatalogUnknown()).RequireEnabled(lane.Agent);
        if (!services.InFlight.HasRoom)
        {
            // Not awaited: every call that waits holds its batch in memory, and nothing bounds the number of calls.
            throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "The store has enough to do now.", services.NextReconnectAfter());
        }

        if (request.Batch.Sequence == 1)
        {
            // Only a first batch makes a lane.
            await RequireRoomAsync(lane, cancellationToken);
        }

        LaneIntake intake = services.Intake.Open(lane);
        intake.Quota = services.Quotas.Of(lane.Agent);
        intake.Quota?.RequireNow();
        PendingBatch pending = services.Intake.Begin(intake, request.Batch);
        Settlement settlement = await pending.Append.WaitAsync(cancellationToken);
        if (settlement.Failure is { } failure)
        {
            throw failure.ToRpcFailure();
        }

        AppendResult result = settlement.Result;
        if (result.Outcome == AppendOutcome.Gap)
        {
            throw OutOfOrder(pending.Sequence, result.DurableSequence);
        }

        Ack ack = new() { DurableSequence = result.DurableSequence, ServerTimeUs = UtcInstant.From(services.Clock.GetUtcNow()).Microseconds };
        ack.Refusals.AddRange(pending.RefusalsFor(result));
        services.Metrics.Acknowledged(services.Clock.GetElapsedTime(pending.ReceivedAt));
        return new WriteSamplesResponse { Ack = ack };
    }

    private async Task RequireRoomAsync(ProducerLane lane, CancellationToken cancellationToken)
    {
        try
        {
            await RememberedLanes.FindAsync(services, lane, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            throw failure.ToRpcFailure();
        }
    }

    private ProducerLane Check(WriteSamplesRequest request, Caller caller)
    {
        List<FieldViolation> violations = [];
        ProducerLane lane = LaneRules.Check(violations, "", caller, request.Agent, request.SpoolEpoch, request.Lane, services.Options.MaxLanes);
        if (request.Batch is null)
        {
            violations.Add(new FieldViolation("batch", "is missing; a batch is required", "REQUIRED"));
        }
        else if (request.Batch.Sequence == 0)
        {
            violations.Add(new FieldViolation("batch.sequence", "is 0; sequence numbers begin with 1", "OUT_OF_RANGE"));
        }

        return violations.Count == 0 ? lane : throw RpcFailure.Invalid(violations);
    }

    private static RpcFailure OutOfOrder(ulong sequence, ulong durable) => RpcFailure.FailedPrecondition(
        ErrorReason.VersionConflict,
        $"Batch {sequence} is not the next of its lane, which has {durable}; nothing was stored. Send batch {durable + 1}.",
        new Dictionary<string, string> { ["durable_sequence"] = $"{durable}", ["received_sequence"] = $"{sequence}" });
}
