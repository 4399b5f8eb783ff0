using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Uplink;

/// <summary>
/// Deals with acknowledgements: samples refused for good go to the rejected file, samples refused for now are set aside to be tried again, and
/// then the cursor moves, which makes all of it count at once. Refusals of batches that the cursor covers already are ignored, so that a batch
/// acknowledged twice is dealt with once.
/// <para>
/// Batches that the server had before this stream began are sent again only to hear their refusals, which come with the first acknowledgement that
/// covers each. A server that acknowledges such batches before they were sent cannot have told their refusals: then they are held in memory until
/// it acknowledges a later batch, or the stream is finished.
/// </para>
/// </summary>
internal sealed partial class AckProcessor(
    string agent, SampleSpool spool, SpoolOptions options, TimeProvider time, AgentCounters counters, ILogger<AckProcessor> logger)
{
    private readonly Dictionary<ulong, int> _sampleCounts = [];
    private readonly List<Refusal> _held = [];
    private ulong _replayThrough;
    private ulong _sentThrough;
    private bool _acknowledgesAhead;

    /// <summary>Begins a stream.</summary>
    /// <param name="durable">What the server had when it began.</param>
    public void Begin(ulong durable)
    {
        _replayThrough = durable;
        _acknowledgesAhead = false;
        _held.Clear();
        lock (_sampleCounts)
        {
            _sentThrough = 0;
            _sampleCounts.Clear();
        }
    }

    /// <summary>Notes a batch that was sent.</summary>
    public void Sent(ulong sequence, int samples)
    {
        lock (_sampleCounts)
        {
            _sampleCounts[sequence] = samples;
            _sentThrough = Math.Max(_sentThrough, sequence);
        }
    }

    /// <summary>Deals with an acknowledgement.</summary>
    /// <exception cref="IOException">The disk failed; nothing counts, the batches will be sent again.</exception>
    public void Take(Ack ack)
    {
        _held.AddRange(ack.Refusals);
        lock (_sampleCounts)
        {
            _acknowledgesAhead |= ack.DurableSequence > _sentThrough;
        }

        if (ack.DurableSequence > _replayThrough || !_acknowledgesAhead)
        {
            Settle(ack.DurableSequence);
        }
    }

    /// <summary>Deals with the server's answer to Finish: everything that was sent on this stream has been acknowledged, with its refusals.</summary>
    /// <param name="durable">What the server has. It may be more than this stream sent, when it was drained amid replays; of the rest no refusal was heard.</param>
    public void Finish(ulong durable)
    {
        ulong sent;
        lock (_sampleCounts)
        {
            sent = _sentThrough;
        }

        Settle(Math.Min(durable, sent));
    }

    private void Settle(ulong durable)
    {
        ulong processed = spool.Acknowledged;
        if (durable <= processed)
        {
            _held.RemoveAll(r => r.Sequence <= durable);
            return;
        }

        Outcome outcome = new();
        foreach (IGrouping<ulong, Refusal> group in _held.Where(r => r.Sequence > processed && r.Sequence <= durable).GroupBy(r => r.Sequence))
        {
            Sort(group.Key, group, outcome);
        }

        long length = spool.Rejected.Write(outcome.Lines, out int kept);
        int rejected = outcome.Lines.Count;
        int stored = TakeCounts(processed, durable) - rejected - outcome.Retried;
        spool.Commit(durable, length, rejected, Math.Max(0, stored));
        spool.Rejected.Committed(length);
        _held.RemoveAll(r => r.Sequence <= durable);
        foreach ((RetryKey key, TimeSpan age) in outcome.Staged)
        {
            spool.Retries.Activate(key, age);
        }

        counters.SamplesAcknowledged.Add(Math.Max(0, stored));
        counters.SamplesRejected.Add(rejected);
        counters.SamplesRetried.Add(outcome.Retried);
        if (kept < rejected)
        {
            Log.RejectedFileFull(logger, rejected - kept, options.RejectedBytes);
        }
    }

    private void Sort(ulong sequence, IEnumerable<Refusal> refusals, Outcome outcome)
    {
        long nowUs = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
        SampleBatch batch = spool.TryRead(sequence, out SpooledBatch spooled) ? spooled.Batch : new SampleBatch();
        List<(Sample Sample, Refusal Refusal, uint Row)> retryable = [];
        foreach (Refusal refusal in refusals)
        {
            Log.Refused(logger, sequence, refusal.Rows.Count, refusal.Metric, refusal.Reason, refusal.Retryable, refusal.Detail);
            List<Sample> rows = SampleBatches.Rows(batch, refusal.Metric);
            foreach (uint row in refusal.Rows.Distinct().Where(r => r < rows.Count))
            {
                Sample sample = rows[(int)row];
                if (refusal.Retryable && nowUs - sample.InstantUs <= options.RetryMaxAge.Ticks / 10)
                {
                    retryable.Add((sample, refusal, row));
                }
                else
                {
                    outcome.Lines.Add(Line(sequence, sample, refusal, row, refusal.Retryable ? "too old to be tried again" : null));
                }
            }
        }

        if (retryable.Count == 0)
        {
            return;
        }

        RetryKey key = new(spool.Epoch, sequence);
        if (spool.Retries.TryStage(key, [.. retryable.Select(r => r.Sample)], batch.Suspect))
        {
            outcome.Retried += retryable.Count;
            outcome.Staged.Add((key, TimeSpan.FromMicroseconds(Math.Max(0, nowUs - retryable.Min(r => r.Sample.InstantUs)))));
        }
        else
        {
            outcome.Lines.AddRange(retryable.Select(r => Line(sequence, r.Sample, r.Refusal, r.Row, "no room to keep it for another try")));
        }
    }

    private int TakeCounts(ulong processed, ulong durable)
    {
        lock (_sampleCounts)
        {
            int sum = 0;
            foreach ((ulong sequence, int samples) in _sampleCounts)
            {
                if (sequence <= durable)
                {
                    sum += sequence > processed ? samples : 0;
                    _sampleCounts.Remove(sequence);
                }
            }

            return sum;
        }
    }

    private string Line(ulong sequence, in Sample sample, Refusal refusal, uint row, string? givenUp) => JsonSerializer.Serialize(
        new RejectedSample(
            agent,
            spool.Epoch.ToString(),
            sequence,
            sample.Metric.ToString().ToLowerInvariant(),
            row,
            sample.Circuit,
            sample.InstantUs,
            DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(sample.InstantUs, MinimumUs, MaximumUs) * 10).ToString("O", CultureInfo.InvariantCulture),
            sample.Metric == Metric.Loss ? null : sample.Value.ToString("R", CultureInfo.InvariantCulture),
            sample.Metric == Metric.Loss ? sample.Sent : null,
            sample.Metric == Metric.Loss ? sample.Lost : null,
            refusal.Reason.ToString(),
            refusal.Detail,
            givenUp),
        RejectedSample.Json);

    private const long MinimumUs = -62_135_596_800_000_000;
    private const long MaximumUs = 253_402_300_799_000_000;

    private sealed class Outcome
    {
        public List<string> Lines { get; } = [];

        public List<(RetryKey Key, TimeSpan Age)> Staged { get; } = [];

        public int Retried { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1450, LogLevel.Warning, "Batch {Sequence}: {Count} samples of {Metric} refused, {Reason} (retryable: {Retryable}): {Detail}")]
        public static partial void Refused(
            ILogger logger, ulong sequence, int count, Metric metric, RefusalReason reason, bool retryable, string detail);

        [LoggerMessage(1451, LogLevel.Error, "{Count} refused samples were not kept: the file of refused samples has reached its limit of {Limit} bytes")]
        public static partial void RejectedFileFull(ILogger logger, int count, long limit);
    }
}
