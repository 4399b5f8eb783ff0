using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Intake;

/// <summary>The one way of a batch into the log, from a stream and from a single call alike: limits, check, append.</summary>
internal sealed class BatchIntake(
    SampleLogHolder log, CircuitIndexSource circuits, InFlightGate inFlight, IngestionMetrics metrics, TimeProvider clock, IOptions<IngestionOptions> options)
{
    /// <summary>What a batch holds in memory besides its record, about: the objects around it.</summary>
    private const int Overhead = 512;

    private readonly int _maxSamples = options.Value.MaxBatchSamples;
    private readonly int _maxCircuits = options.Value.MaxCircuits;
    private readonly long _maxFutureUs = (long)options.Value.MaxFuture.TotalMicroseconds;

    /// <summary>A table of handles for a new stream or call.</summary>
    public HandleTable NewHandles(ProducerLane lane) =>
        new(ResourceName.TryParse(lane.Agent, "agents", out ResourceName? agent) ? agent.Customer : "", _maxCircuits);

    /// <summary>
    /// Checks a batch and begins to append it. Calls for one lane must follow each other in the order of their sequence numbers; they
    /// need not wait for the append.
    /// </summary>
    /// <exception cref="RpcFailure">
    /// RESOURCE_EXHAUSTED when the batch is above the limits that Welcome stated. Such a batch cannot be refused sample by sample: the
    /// answer itself would be out of proportion, and an agent that ignores the limits would only learn of it here.
    /// </exception>
    public PendingBatch Begin(ProducerLane lane, SampleBatch batch, HandleTable handles)
    {
        RequireLimits(batch);
        CircuitIndex index = circuits.Current ?? throw CatalogUnknown();
        long receivedAt = clock.GetTimestamp();
        long nowUs = UtcInstant.From(clock.GetUtcNow()).Microseconds;
        CheckedBatch result = BatchChecker.Check(batch, handles, index, nowUs, _maxFutureUs);
        AppendEntry entry = new(
            lane,
            batch.Sequence,
            LogRecords.Encode(lane, nowUs, result),
            result.StoredSamples,
            result.RefusedSamples,
            Outcomes.Encode(result.Refusals));
        long bytes = Overhead + entry.Record.Length + entry.Outcome.Length;
        return new PendingBatch(batch.Sequence, bytes, receivedAt, result, AppendAsync(entry, result, bytes));
    }

    /// <summary>Takes the declarations of a batch that is not stored: the agent has made them, and may send the batch again without.</summary>
    /// <exception cref="RpcFailure">As for <see cref="Begin"/>.</exception>
    public void Declare(SampleBatch batch, HandleTable handles)
    {
        RequireLimits(batch);
        handles.Begin(batch.Circuits, circuits.Current ?? throw CatalogUnknown(), new RefusalList(batch.Sequence));
    }

    /// <summary>UNAVAILABLE: no catalogue snapshot yet, so that no circuit can be told from another.</summary>
    public static RpcFailure CatalogUnknown() => RpcFailure.Unavailable(
        ErrorReason.DependencyUnavailable, "The catalogue is not known yet.", TimeSpan.FromSeconds(1));

    private void RequireLimits(SampleBatch batch)
    {
        long samples = BatchChecker.CountSamples(batch);
        if (samples > _maxSamples)
        {
            throw TooMany("max_batch_samples", _maxSamples, samples);
        }

        if (batch.Circuits.Count > _maxCircuits)
        {
            throw TooMany("max_circuits", _maxCircuits, batch.Circuits.Count);
        }

        RpcFailure TooMany(string limit, long most, long count) => RpcFailure.ResourceExhausted(
            $"Batch {batch.Sequence} is above the limit {limit} of {most}: it has {count}.",
            metadata: new Dictionary<string, string> { ["limit"] = limit, ["most"] = $"{most}", ["count"] = $"{count}", ["sequence"] = $"{batch.Sequence}" });
    }

    /// <summary>
    /// Appends without a way to cancel: an agent that goes away does not take back what the log is writing, and its bytes must count as
    /// in flight until the log let go of them. Otherwise agents that reconnect to a slow store would fill the memory.
    /// </summary>
    private async Task<Settlement> AppendAsync(AppendEntry entry, CheckedBatch batch, long bytes)
    {
        inFlight.Take(bytes);
        try
        {
            AppendResult result = await log.Log.AppendAsync(entry, CancellationToken.None);
            metrics.Appended(result.Outcome, batch);
            return new Settlement(result, null);
        }
        catch (StoreUnavailableException failure)
        {
            metrics.StoreFailed();
            return new Settlement(default, failure);
        }
        finally
        {
            inFlight.Give(bytes);
        }
    }
}
