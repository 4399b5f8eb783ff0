using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class MeasurementStoreContract
{
    private static readonly RollupKey ReadHour = new(RollupLevel.Hour, Circuit, Agent, 0);

    [ContractFact]
    public async Task A_replaced_owner_reads_nothing_for_a_step_once_its_successor_moved()
    {
        ProducerLane lane = Support.Lanes.Lane();
        PartitionLease alice = await LeaseAsync(5, Alice);
        await ApplyAsync(alice, LogPosition.Start, At(28), new FoldWrites([Cell(1, "28")], [new LaneProgress(lane, 28, 28, 0)], []));
        Assert.Equal("28 28 28", await ReadAsync(alice, At(28)));
        Engine.Time.Advance(Ten);
        PartitionLease bob = await LeaseAsync(5, Bob);

        // Replaced already, though the partition stands where it did.
        Assert.Null(await ReadAsync(alice, At(28)));
        Assert.Equal("28 28 28", await ReadAsync(bob, At(28)));

        Assert.True(await ApplyAsync(bob, At(28), At(32), new FoldWrites([Cell(1, "32")], [new LaneProgress(lane, 32, 32, 0)], [])));

        Assert.Null(await ReadAsync(alice, At(28)));
        Assert.Null(await ReadAsync(alice, At(32)));
        Assert.Null(await ReadAsync(bob, At(28)));
        Assert.Null(await ReadAsync(bob, At(33)));
        Assert.Equal("32 32 32", await ReadAsync(bob, At(32)));
        Assert.Null(await ReadAsync(bob with { Fence = alice.Fence }, At(32)));
        Assert.Null(await ReadAsync(bob with { Owner = Alice }, At(32)));
        Assert.Null(await ReadAsync(bob with { Partition = 6 }, At(32)));
    }

    [ContractFact]
    public async Task A_lease_that_is_given_back_reads_nothing_for_a_step_and_one_that_only_expired_does()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        await ApplyAsync(alice, LogPosition.Start, At(1), new FoldWrites([Cell(1, "1")], [new LaneProgress(Support.Lanes.Lane(), 1, 1, 0)], []));
        Engine.Time.Advance(Ten + Ten);
        Assert.Equal("1 1 1", await ReadAsync(alice, At(1)));

        await Store.ReleaseLeaseAsync(alice, CancellationToken.None);

        Assert.Null(await ReadAsync(alice, At(1)));
    }

    [ContractFact]
    public async Task Reads_of_more_than_one_part_are_whole_or_refused()
    {
        PartitionLease lease = await LeaseAsync(5, Alice);
        CellWrite[] cells = [.. Enumerable.Range(0, 2500).Select(static minute => Cell(minute, $"{minute}"))];
        LaneProgress[] lanes = [.. Enumerable.Range(0, 2500).Select(static lane => new LaneProgress(Support.Lanes.Lane(1 + (lane % 3), (uint)lane), (ulong)lane, 1, 0))];
        await ApplyAsync(lease, LogPosition.Start, At(1), new FoldWrites(cells, lanes, []));
        CellKey[] keys = [.. cells.Select(static cell => cell.Key), Cell(2600, "").Key];
        ProducerLane[] ask = [.. lanes.Select(static lane => lane.Lane), Support.Lanes.Lane(1, 9999)];

        IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>? read = await Store.ReadCellsAsync(lease, At(1), keys, CancellationToken.None);
        Assert.Equal(cells.Select(static cell => (cell.Key, Text(cell.Cell))).ToHashSet(), read!.Select(static cell => (cell.Key, Text(cell.Value))).ToHashSet());
        Assert.Equal(lanes.ToHashSet(), (await Store.ReadProgressAsync(lease, At(1), ask, CancellationToken.None))!.Values.ToHashSet());
        Assert.Null(await Store.ReadCellsAsync(lease, At(2), keys, CancellationToken.None));
        Assert.Null(await Store.ReadProgressAsync(lease, At(2), ask, CancellationToken.None));
        Assert.Empty((await Store.ReadCellsAsync(lease, At(1), [], CancellationToken.None))!);
    }

    [ContractFact]
    public async Task Progress_that_a_copy_put_into_another_partition_is_gone_on_from()
    {
        LaneProgress[] lanes = [.. Enumerable.Range(0, 5).Select(static lane => new LaneProgress(Support.Lanes.Lane(lane: (uint)lane), 7, 9, 1))];
        await ApplyAsync(await LeaseAsync(6, Bob), LogPosition.Start, At(1), new FoldWrites([], lanes[..3], []));
        PartitionLease lease = await LeaseAsync(5, Alice);
        await ApplyAsync(lease, LogPosition.Start, At(2), new FoldWrites([], [lanes[3]], []));

        IReadOnlyDictionary<ProducerLane, LaneProgress>? read =
            await Store.ReadProgressAsync(lease, At(2), [.. lanes.Select(static lane => lane.Lane)], CancellationToken.None);

        Assert.Equal(lanes[..4].ToHashSet(), read!.Values.ToHashSet());
        Assert.Null(await Store.ReadProgressAsync(lease, At(1), [lanes[0].Lane], CancellationToken.None));
    }

    /// <summary>What a step of folding and one of rolling up read: cell, progress and part; null when all of them are refused.</summary>
    private async Task<string?> ReadAsync(PartitionLease lease, LogPosition expected)
    {
        CellKey key = Cell(1, "").Key;
        ProducerLane lane = Support.Lanes.Lane();
        IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>? cells = await Store.ReadCellsAsync(lease, expected, [key], CancellationToken.None);
        IReadOnlyDictionary<ProducerLane, LaneProgress>? lanes = await Store.ReadProgressAsync(lease, expected, [lane], CancellationToken.None);
        IReadOnlyList<CellRow>? parts = await Store.ReadPartsAsync(lease, expected, ReadHour, CancellationToken.None);
        Assert.True(cells is null == lanes is null && lanes is null == parts is null, "one read is refused and another is not");
        return cells is null ? null : $"{Text(cells[key])} {lanes![lane].FoldedSequence} {Text(Assert.Single(parts!).Cell)}";
    }
}
