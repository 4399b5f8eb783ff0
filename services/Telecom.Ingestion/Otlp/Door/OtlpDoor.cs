using Microsoft.Extensions.Options;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Otlp.Mapping;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Ingestion.Quotas;
using Telecom.Ingestion.Streams;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;

namespace Telecom.Ingestion.Otlp.Door;

/// <summary>One export, from gRPC and from HTTP alike: limits, mapping, append, answer. OK is said only after everything that was accepted is durable.</summary>
internal sealed class OtlpDoor(
    CircuitIndexSource circuits,
    InFlightGate inFlight,
    MappingTable mappings,
    CumulativeStates states,
    DoorLanes lanes,
    DoorWriter writer,
    SampleQuotas quotas,
    SeriesLimits series,
    OtlpMetrics metrics,
    TimeProvider clock,
    IOptions<OtlpOptions> options,
    IOptions<IngestionOptions> ingestion)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Takes an export.</summary>
    /// <param name="request">The export.</param>
    /// <param name="caller">The authenticated agent.</param>
    /// <param name="bytes">Its size, bytes, inflated.</param>
    /// <param name="cancellationToken">Ends the wait for its turn; not what has begun.</param>
    /// <exception cref="RpcFailure">
    /// UNAVAILABLE with RetryInfo when the store or the catalogue is away, or too many exports wait; RESOURCE_EXHAUSTED above a limit, with RetryInfo and QuotaFailure above a quota.
    /// Nothing is half-done: what was appended before is known when the export comes again.
    /// </exception>
    public async Task<ExportMetricsServiceResponse> ExportAsync(
        ExportMetricsServiceRequest request, Caller caller, long bytes, CancellationToken cancellationToken)
    {
        long points = RequestMapper.CountPoints(request);
        if (points > options.Value.MaxDataPoints)
        {
            throw RpcFailure.ResourceExhausted(
                $"The export has {points} data points; allowed are {options.Value.MaxDataPoints} (Ingestion:Otlp:MaxDataPoints).",
                metadata: new Dictionary<string, string> { ["limit"] = "max_data_points", ["most"] = $"{options.Value.MaxDataPoints}", ["count"] = $"{points}" });
        }

        string agent = caller.Agent ?? throw RpcFailure.PermissionDenied("Metrics come from agents, with an agent's key.");
        CircuitIndex index = circuits.Current ?? throw BatchIntake.CatalogUnknown();
        index.RequireEnabled(agent);
        DoorLane lane = lanes.Of(agent);
        if (!inFlight.HasRoom || !lane.TryEnter(options.Value.MaxWaitingExports))
        {
            // Not awaited: every export that waits holds its points in memory, and nothing else bounds their number.
            throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "The store has enough to do now.", RetryAfter);
        }

        inFlight.Take(bytes);
        try
        {
            await lane.WaitForTurnAsync(cancellationToken);
            try
            {
                LaneQuota? quota = quotas.Of(agent);
                quota?.RequireNow();
                return await ExportAsync(request, Scope(agent, index), lane, quota);
            }
            finally
            {
                lane.EndTurn();
            }
        }
        finally
        {
            lane.Leave();
            inFlight.Give(bytes);
        }
    }

    private async Task<ExportMetricsServiceResponse> ExportAsync(ExportMetricsServiceRequest request, MappingScope scope, DoorLane lane, LaneQuota? quota)
    {
        MappedRequest mapped = RequestMapper.Map(request, scope);
        int known = await writer.WriteAsync(lane, mapped);

        // What the log had already was counted before.
        quota?.Take(mapped.Samples.Count - known);
        metrics.Exported(mapped, known);
        ExportMetricsServiceResponse response = new();
        string message = mapped.Message();
        if (mapped.Rejected > 0 || message.Length > 0)
        {
            response.PartialSuccess = new ExportMetricsPartialSuccess { RejectedDataPoints = mapped.Rejected, ErrorMessage = message };
        }

        return response;
    }

    private MappingScope Scope(string agent, CircuitIndex index) => new(
        agent,
        ResourceName.TryParse(agent, "agents", out ResourceName? name) ? name.Customer : "",
        mappings,
        name => index.Contains(name, out string shared) ? shared : null,
        states,
        options.Value,
        UtcInstant.From(clock.GetUtcNow()).Microseconds,
        (long)ingestion.Value.MaxFuture.TotalMicroseconds,
        series.IsLimited ? circuit => series.Refuse(agent, circuit) : null);
}
