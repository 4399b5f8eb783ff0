using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Folding;

public sealed class RollupTests : IDisposable
{
    private const long Hour = 3_600_000_000;
    private const long FirstHour = RandomBatches.Start / 60_000_000;

    private readonly WorkerRig _rig = new(1, options => options.RollupInterval = TimeSpan.Zero);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task An_hour_is_rolled_up_some_time_after_its_end_and_a_day_when_its_hours_are()
    {
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        Append(1, RandomBatches.Start + 1, RandomBatches.Start + (2 * Hour));
        await SettleAsync(worker, RandomBatches.Start + Hour + 299_000_000);
        Assert.Empty(_rig.Store.RollupsOf(0));

        await SettleAsync(worker, RandomBatches.Start + Hour + 300_000_000);
        Assert.Equal([FirstHour], Starts(RollupLevel.Hour));

        await SettleAsync(worker, RandomBatches.Start + (24 * Hour) + 299_000_000);
        Assert.Equal([FirstHour, FirstHour + 120], Starts(RollupLevel.Hour));
        Assert.Empty(Starts(RollupLevel.Day));

        await SettleAsync(worker, RandomBatches.Start + (24 * Hour) + 300_000_000);
        Assert.Equal([FirstHour], Starts(RollupLevel.Day));
        AssertExact();
    }

    [Fact]
    public async Task Late_samples_roll_their_hour_and_day_up_again()
    {
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        Append(1, RandomBatches.Start + 1, RandomBatches.Start + (2 * Hour));
        await SettleAsync(worker, RandomBatches.Start + (25 * Hour));
        int before = _rig.Store.RolledUp;

        Append(2, RandomBatches.Start + (2 * Hour) + 5);
        await SettleAsync(worker, RandomBatches.Start + (25 * Hour) + 1);

        Assert.Equal(before + 2, _rig.Store.RolledUp);
        RollupCell day = RollupCodec.Decode(_rig.Store.RollupsOf(0).Single(one => one.Key.Level == RollupLevel.Day).Value);
        Assert.Equal(3, day.SampleCount);
        AssertExact();
    }

    [Fact]
    public async Task Rounds_are_bounded_and_go_on_until_nothing_is_due()
    {
        _rig.Options.MaxRollups = 3;
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        Append(1, [.. Enumerable.Range(0, 20).Select(i => RandomBatches.Start + (i * Hour))]);
        _rig.Time.Advance(DateTimeOffset.UnixEpoch.AddMicroseconds(RandomBatches.Start + (30 * Hour)) - _rig.Time.GetUtcNow());
        await worker.StepAsync(default);
        Assert.Equal(3, _rig.Store.RolledUp);
        await SettleAsync(worker, RandomBatches.Start + (30 * Hour));
        Assert.Equal(21, _rig.Store.RolledUp);
        AssertExact();
    }

    [Fact]
    public async Task A_stale_owner_writes_no_roll_up()
    {
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        Append(1, RandomBatches.Start + 1);
        await worker.StepAsync(default);
        _rig.Store.StealLease(0, Guid.NewGuid());
        _rig.Time.Advance(DateTimeOffset.UnixEpoch.AddMicroseconds(RandomBatches.Start + (30 * Hour)) - _rig.Time.GetUtcNow());
        await new RollupMaker(0, _rig.Store, 10).MakeAsync(new PartitionLease(0, Guid.NewGuid(), 1, LogPosition.Start), _rig.Store.PositionOf(0), long.MaxValue / 2, default);
        Assert.Equal(0, _rig.Store.RolledUp);
    }

    private void Append(ulong sequence, params long[] instants) =>
        _rig.Append([new Batch(RandomBatches.Lane(0), sequence, instants.Max(), [.. instants.Select(at => Sample.Latency(RandomBatches.Circuit(1), at, 5))])]);

    private async Task SettleAsync(PartitionWorker worker, long nowUs)
    {
        _rig.Time.Advance(DateTimeOffset.UnixEpoch.AddMicroseconds(nowUs) - _rig.Time.GetUtcNow());
        for (int i = 0; i < 100 && (i < 2 || await worker.StepAsync(default)); i++)
        {
            await worker.StepAsync(default);
        }
    }

    private IEnumerable<long> Starts(RollupLevel level) => _rig.Store.RollupsOf(0).Keys.Where(key => key.Level == level).Select(key => key.Start).Order();

    /// <summary>Each roll-up is what its minute cells make.</summary>
    private void AssertExact()
    {
        foreach ((RollupKey key, byte[] bytes) in _rig.Store.RollupsOf(0))
        {
            RollupCell expected = new(key.Level == RollupLevel.Hour ? RollupSpan.Hour : RollupSpan.Day, key.Start);
            foreach ((CellKey cell, byte[] minute) in _rig.Store.CellsOf(0).Where(one => one.Key.Minute >= expected.Start && one.Key.Minute < expected.End).OrderBy(one => one.Key.Minute))
            {
                Assert.Equal((key.Circuit, key.Agent), (cell.Circuit, cell.Agent));
                expected.Add(MinuteCellCodec.Decode(minute));
            }

            Assert.Equal(RollupCodec.Encode(expected), bytes);
        }
    }
}
