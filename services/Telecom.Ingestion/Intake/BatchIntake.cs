using System.Buffers;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Quotas;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Intake;

/// <summary>The one way of a batch into the log, from a stream and from a single call alike: limits, check, append.</summary>
internal sealed class BatchIntake(
    SampleLogHolder log,
    CircuitIndexSource circuits,
    InFlightGate inFlight,
    IngestionMetrics metrics,
    TimeProvider clock,
    IOptions<IngestionOptions> options,
    SeriesLimits? series = null)
{
    /// <summary>What a batch holds in memory besides its record, about: the objects around it.</summary>
    private const int Overhead = 512;

    private readonly int _maxSamples = options.Value.MaxBatchSamples;
    private readonly int _maxCircuits = options.Value.MaxCircuits;
    private readonly long _maxFutureUs = (long)options.Value.MaxFuture.TotalMicroseconds;

    /// <summary>The way in for a new stream or call.</summary>
    public LaneIntake Open(ProducerLane lane)
    {
        Func<string, string?>? crowded = series is { IsLimited: true } limits ? circuit => limits.Refuse(lane.Agent, circuit) : null;
        string customer = ResourceName.TryParse(lane.Agent, "agents", out ResourceName? agent) ? agent.Customer : "";
        return new LaneIntake(lane, new HandleTable(customer, _maxCircuits, crowded));
    }

    /// <summary>
    /// Checks a batch and begins to append it. Calls for one lane must follow each other in the order of their sequence numbers; they
    /// need not wait for the append.
    /// </summary>
    /// <exception cref="RpcFailure">
    /// RESOURCE_EXHAUSTED when the batch is above the limits that Welcome stated. Such a batch cannot be refused sample by sample: the
    /// answer itself would be out of proportion, and an agent that ignores the limits would only learn of it here.
    /// </exception>
    public PendingBatch Begin(LaneIntake lane, SampleBatch batch)
    {
        lane.Quota?.Take(BatchLimits.Require(batch, _maxSamples, _maxCircuits));
        CircuitIndex index = circuits.Current ?? throw CatalogUnknown();
        long receivedAt = clock.GetTimestamp();
        long nowUs = NowUs();
        return Begin(lane, batch, BatchChecker.Check(batch, lane.Handles, index, nowUs, _maxFutureUs), receivedAt, nowUs);
    }

    /// <summary>The same for a batch as it came. In which nothing is wrong, it is stored without being taken apart.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="encoded">The batch.</param>
    /// <param name="batch">View of the same.</param>
    /// <exception cref="RpcFailure">As for the other.</exception>
    /// <exception cref="InvalidProtocolBufferException">It is no batch.</exception>
    public PendingBatch Begin(LaneIntake lane, ReadOnlySpan<byte> encoded, scoped in SampleBatchView batch)
    {
        long samples = BatchLimits.Require(batch, _maxSamples, _maxCircuits);
        lane.Quota?.Take(samples);
        CircuitIndex index = circuits.Current ?? throw CatalogUnknown();
        long receivedAt = clock.GetTimestamp();
        long nowUs = NowUs();
        RefusalList refusals = new(batch.Sequence);
        lane.Handles.BeginEncoded(batch.Circuits, index, refusals);
        if (refusals.Refusals.Count > 0
            || !ColumnChecker.Accepts(batch, lane.Handles, lane.Circuits, nowUs, _maxFutureUs, out long newestUs))
        {
            SampleBatch message = SampleBatch.Parser.ParseFrom(encoded);
            return Begin(lane, message, BatchChecker.CheckTables(message, lane.Handles, refusals, nowUs, _maxFutureUs), receivedAt, nowUs);
        }

        lane.Clock?.Take(newestUs, nowUs);
        BatchSummary summary = new(batch.Latency.Circuits.Count, batch.Throughput.Circuits.Count, batch.Loss.Circuits.Count, []);
        byte[]? buffer = null;
        ReadOnlyMemory<byte> record = summary.Stored == 0
            ? default
            : lane.Records.Write(nowUs, lane.Circuits.Encoded, encoded, lane.Suspect, out buffer);
        AppendEntry entry = new(lane.Lane, batch.Sequence, record, summary.Stored, 0, default);
        long bytes = Overhead + (buffer?.Length ?? 0);
        return new PendingBatch(batch.Sequence, bytes, receivedAt, summary, AppendAsync(entry, summary, bytes, buffer));
    }

    /// <summary>Takes the declarations of a batch that is not stored: the agent has made them, and may send the batch again without.</summary>
    /// <exception cref="RpcFailure">As for <see cref="Begin(LaneIntake, SampleBatch)"/>.</exception>
    public void Declare(LaneIntake lane, SampleBatch batch)
    {
        BatchLimits.Require(batch, _maxSamples, _maxCircuits);
        lane.Handles.Begin(batch.Circuits, circuits.Current ?? throw CatalogUnknown(), new RefusalList(batch.Sequence));
    }

    /// <summary>UNAVAILABLE: no catalogue snapshot yet, so that no circuit can be told from another.</summary>
    public static RpcFailure CatalogUnknown() => RpcFailure.Unavailable(
        ErrorReason.DependencyUnavailable, "The catalogue is not known yet.", TimeSpan.FromSeconds(1));

    private PendingBatch Begin(LaneIntake lane, SampleBatch batch, CheckedBatch result, long receivedAt, long nowUs)
    {
        AppendEntry entry = new(
            lane.Lane,
            batch.Sequence,
            LogRecords.Encode(lane.Lane, nowUs, lane.Suspect, result),
            result.StoredSamples,
            result.RefusedSamples,
            Outcomes.Encode(result.Refusals));
        long bytes = Overhead + entry.Record.Length + entry.Outcome.Length;
        BatchSummary summary = BatchSummary.Of(result);
        return new PendingBatch(batch.Sequence, bytes, receivedAt, summary, AppendAsync(entry, summary, bytes, null));
    }

    private long NowUs() => UtcInstant.From(clock.GetUtcNow()).Microseconds;

    /// <summary>
    /// Appends without a way to cancel: an agent that goes away does not take back what the log is writing, and its bytes must count as
    /// in flight until the log let go of them. Otherwise agents that reconnect to a slow store would fill the memory.
    /// </summary>
    private async Task<Settlement> AppendAsync(AppendEntry entry, BatchSummary batch, long bytes, byte[]? buffer)
    {
        inFlight.Take(bytes);
        try
        {
            AppendResult result = await log.Log.AppendAsync(entry, CancellationToken.None).ConfigureAwait(false);
            GiveBack(buffer);
            metrics.Appended(result.Outcome, batch);
            return new Settlement(result, null);
        }
        catch (StoreUnavailableException failure)
        {
            GiveBack(buffer);
            metrics.StoreFailed();
            return new Settlement(default, failure);
        }
        finally
        {
            inFlight.Give(bytes);
        }
    }

    /// <summary>Not after a defect: whoever had it may still write from the buffer.</summary>
    private static void GiveBack(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
