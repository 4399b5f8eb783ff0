using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Folding;
using Telecom.Sla.Stores;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Folding;

/// <summary>The hosted service over fakes and the real clock; every wait is for a condition and bounded.</summary>
public sealed class FoldWorkerTests : IDisposable
{
    private const int Partitions = 8;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MemoryLog _log = new(Partitions);
    private readonly MemoryStore _store = new(TimeProvider.System);

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task What_is_appended_is_folded_and_the_leases_are_given_back_at_the_end()
    {
        List<Batch> batches = RandomBatches.Make(new Random(5), 80, 12, 6);
        using FoldWorker worker = Worker();
        await worker.StartAsync(default);
        foreach (Batch batch in batches)
        {
            _log.Append(batch.Lane, batch.ToBytes());
        }

        await Until.TrueAsync(IsFolded);
        await worker.StopAsync(default);

        Tally.Of(batches).AssertEqual(AllCells());
        Assert.All(Enumerable.Range(0, Partitions), p => Assert.False(_store.IsLeased(p)));
    }

    [Fact]
    public async Task A_partition_that_stands_still_does_not_stop_the_others()
    {
        List<Batch> batches = RandomBatches.Make(new Random(6), 80, 12, 6);
        int bad = batches[0].Lane.PartitionOf(Partitions);
        _log.Append(bad, [0xff]);
        using FoldWorker worker = Worker();
        await worker.StartAsync(default);
        foreach (Batch batch in batches)
        {
            _log.Append(batch.Lane, batch.ToBytes());
        }

        await Until.TrueAsync(() => Enumerable.Range(0, Partitions).All(p => p == bad || _store.PositionOf(p) == _log.End(p)));
        await worker.StopAsync(default);

        Assert.Equal(LogPosition.Start, _store.PositionOf(bad));
        Tally.Of(batches.Where(b => b.Lane.PartitionOf(Partitions) != bad)).AssertEqual(AllCells());
    }

    [Fact]
    public async Task Two_processes_share_a_store_and_when_one_stops_the_other_goes_on()
    {
        List<Batch> batches = RandomBatches.Make(new Random(8), 120, 12, 6);
        using FoldWorker first = Worker();
        using FoldWorker second = Worker();
        await first.StartAsync(default);
        await second.StartAsync(default);
        foreach (Batch batch in batches.Take(60))
        {
            _log.Append(batch.Lane, batch.ToBytes());
        }

        await Until.TrueAsync(IsFolded);
        await first.StopAsync(default);
        foreach (Batch batch in batches.Skip(60))
        {
            _log.Append(batch.Lane, batch.ToBytes());
        }

        await Until.TrueAsync(IsFolded);
        await second.StopAsync(default);

        Tally.Of(batches).AssertEqual(AllCells());
    }

    [Fact]
    public async Task While_one_partition_catches_up_the_others_go_on_gathering()
    {
        Dictionary<int, List<Batch>> batches = RandomBatches.Make(new Random(9), 300, 12, 6)
            .GroupBy(b => b.Lane.PartitionOf(Partitions)).ToDictionary(g => g.Key, g => g.ToList());
        int behind = batches.MaxBy(one => one.Value.Count).Key;
        int trickle = batches.Keys.First(partition => partition != behind);
        List<int> order = [];
        _store.BeforeApply = lease =>
        {
            lock (order)
            {
                order.Add(lease.Partition);
                if (lease.Partition == behind && order.Count == 2)
                {
                    Append(batches[trickle]);
                }
            }

            return null;
        };
        Append(batches[behind]);
        using FoldWorker worker = Worker(new StoppedClock(), TimeSpan.FromMilliseconds(50));
        await worker.StartAsync(default);
        await Until.TrueAsync(() => order.Count > 2 && IsFolded());
        await worker.StopAsync(default);

        int last = order.LastIndexOf(behind);
        Assert.InRange(last, 3, int.MaxValue);
        Assert.DoesNotContain(trickle, order.Take(last));
        Assert.Contains(trickle, order);
        Tally.Of(batches[behind].Concat(batches[trickle])).AssertEqual(AllCells());

        void Append(List<Batch> some)
        {
            foreach (Batch batch in some)
            {
                _log.Append(batch.Lane, batch.ToBytes());
            }
        }
    }

    private bool IsFolded() => Enumerable.Range(0, Partitions).All(p => _store.PositionOf(p) == _log.End(p));

    /// <summary>Lanes of one agent may lie in several partitions, so that one minute of it has several cells: a reader adds them up.</summary>
    private Dictionary<CellKey, byte[]> AllCells()
    {
        Dictionary<CellKey, MinuteCell> merged = [];
        foreach ((CellKey key, byte[] bytes) in Enumerable.Range(0, Partitions).SelectMany(p => _store.CellsOf(p)))
        {
            merged.TryAdd(key, new MinuteCell(key.Minute));
            merged[key].MergeFrom(MinuteCellCodec.Decode(bytes));
        }

        return merged.ToDictionary(c => c.Key, c => MinuteCellCodec.Encode(c.Value));
    }

    private FoldWorker Worker(TimeProvider? time = null, TimeSpan gather = default)
    {
        FoldOptions options = new()
        {
            AcquireInterval = TimeSpan.FromMilliseconds(50),
            PollInterval = TimeSpan.FromMilliseconds(50),
            GatherInterval = gather,
            MaxStepBytes = 4096,
            MaxBacklogStepBytes = 4096,
        };
        time ??= TimeProvider.System;
        FoldHealth health = new(time);
        SlaMetrics metrics = new(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), health, time);
        return new FoldWorker(new FakeStores(_log, _store), Options.Create(options), health, time, metrics, NullLogger<FoldWorker>.Instance);
    }

    /// <summary>Its timers run, and nothing ever takes time: what rests between two rounds goes on resting until there is a pause.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }

    private sealed class FakeStores(MemoryLog log, MemoryStore store) : ISlaStores
    {
        public ValueTask<IMeasurementStore> GetCellsAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IMeasurementStore>(store);

        public ValueTask<ISampleLogReader> GetLogAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ISampleLogReader>(log);
    }
}
