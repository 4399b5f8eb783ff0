using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;

namespace Telecom.Agent.Tests.Samples;

public sealed class SampleCollectorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly AgentCounters _counters = new();

    [Fact]
    public void A_flush_writes_full_batches_in_order_and_then_the_rest()
    {
        using SampleSpool spool = Open(1 << 20);
        SampleCollector collector = Collector(spool, new BatchOptions { MaxSamples = 10 });
        Add(collector, 0, 25);
        Assert.True(collector.Flush());
        Assert.Equal(3UL, spool.LastSequence);
        Assert.Equal([10, 10, 5], Enumerable.Range(1, 3).Select(s => SampleBatches.Count(Read(spool, (ulong)s).Batch)));
        Assert.Equal(25, _counters.SamplesSpooled.Value);
        Assert.Equal(0, collector.Waiting);
        Assert.True(collector.Flush());
        Assert.Equal(3UL, spool.LastSequence);
    }

    [Fact]
    public async Task Samples_are_spooled_when_the_flush_time_is_over_and_when_a_batch_is_full_and_when_stopped()
    {
        using SampleSpool spool = Open(1 << 20);
        SampleCollector collector = Collector(spool, new BatchOptions { MaxSamples = 10, Flush = TimeSpan.FromSeconds(1) });
        using CancellationTokenSource stop = new();
        Task running = collector.RunAsync(stop.Token);
        Add(collector, 0, 3);
        await _time.SomebodyWaitsAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await Until.TrueAsync(() => _counters.SamplesSpooled.Value == 3);
        Add(collector, 3, 10);
        await Until.TrueAsync(() => _counters.SamplesSpooled.Value == 13);
        Add(collector, 13, 2);
        await stop.CancelAsync();
        await running.Within();
        Assert.Equal(15, _counters.SamplesSpooled.Value);
    }

    [Fact]
    public void A_full_spool_keeps_samples_in_memory_up_to_the_limit_counts_further_ones_as_lost_and_goes_on_when_there_is_room()
    {
        using SampleSpool spool = Open(maxBytes: 3000);
        SampleCollector collector = Collector(spool, new BatchOptions { MaxSamples = 10, BufferSamples = 50 });
        int added = 0;
        while (collector.Flush())
        {
            Add(collector, added, 10);
            added += 10;
            Assert.InRange(added, 0, 10_000);
        }

        Assert.True(spool.State.Full);
        Assert.InRange(spool.State.Bytes, 1, 3000);
        Add(collector, added, 100);
        added += 100;
        Assert.False(collector.Flush());
        Assert.Equal(50, collector.Waiting);
        Assert.Equal(60, _counters.SamplesLost.Value);

        spool.MarkSent(spool.LastSequence);
        Assert.True(spool.Reconcile(spool.LastSequence, out _));
        spool.Commit(spool.LastSequence, 0, 0, 0);
        Assert.True(collector.Flush());
        Assert.False(spool.State.Full);
        Assert.Equal(added, _counters.SamplesMeasured.Value);
        Assert.Equal(_counters.SamplesMeasured.Value, _counters.SamplesSpooled.Value + _counters.SamplesLost.Value);
    }

    public void Dispose() => _folder.Dispose();

    private static SpooledBatch Read(SampleSpool spool, ulong sequence)
    {
        Assert.True(spool.TryRead(sequence, out SpooledBatch batch));
        return batch;
    }

    private static void Add(SampleCollector collector, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            collector.Add(Sample.Loss("customers/acme/circuits/a", 1_700_000_000_000_000 + i, 1, 0));
        }
    }

    private SampleSpool Open(long maxBytes) => SampleSpool.Open(
        new SpoolOptions { Directory = _folder.Path, MaxBytes = maxBytes, SegmentBytes = 1000, KeepAcknowledged = TimeSpan.FromMinutes(5) }, _time, NullLogger.Instance);

    private SampleCollector Collector(SampleSpool spool, BatchOptions options) => new(options, spool, _counters, _time, NullLogger<SampleCollector>.Instance);
}
