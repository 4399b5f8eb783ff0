using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class MeasurementStoreContract
{
    [ContractFact]
    public async Task A_position_that_is_not_the_expected_one_changes_nothing()
    {
        PartitionLease lease = await LeaseAsync(5, Alice);
        Assert.True(await ApplyAsync(lease, LogPosition.Start, At(7), Cells(Cell(1, "first"))));

        Assert.False(await ApplyAsync(lease, LogPosition.Start, At(8), Cells(Cell(1, "again"), Cell(2, "again"))));
        Assert.False(await ApplyAsync(lease, At(6), At(8), Cells(Cell(1, "again"))));

        Assert.Equal([(Agent, 1L, "first")], await CircuitAsync(Circuit));
        Assert.Equal(At(7), (await LeaseAsync(5, Alice)).Position);
    }

    [ContractFact]
    public async Task A_step_that_fails_half_way_changes_nothing()
    {
        PartitionLease lease = await LeaseAsync(5, Alice);
        CellWrite broken = new(new CellKey(null!, Agent, 2), new byte[1]);
        await Assert.ThrowsAnyAsync<Exception>(() => ApplyAsync(lease, LogPosition.Start, At(7), Cells(Cell(1, "half"), broken)));

        Assert.Empty(await CircuitAsync(Circuit));
        Assert.True(await ApplyAsync(lease, LogPosition.Start, At(7), Cells(Cell(1, "whole"))));
        Assert.Equal([(Agent, 1L, "whole")], await CircuitAsync(Circuit));
    }

    [ContractFact]
    public async Task A_write_replaces_the_whole_cell()
    {
        PartitionLease lease = await LeaseAsync(5, Alice);
        await ApplyAsync(lease, LogPosition.Start, At(1), Cells(Cell(1, "old and long")));
        await ApplyAsync(lease, At(1), At(2), Cells(Cell(1, "new"), Cell(2, "")));
        Assert.Equal([(Agent, 1L, "new"), (Agent, 2L, "")], await CircuitAsync(Circuit));
    }

    [ContractFact]
    public async Task An_owner_reads_the_cells_of_its_partition_only()
    {
        await ApplyAsync(await LeaseAsync(5, Alice), LogPosition.Start, At(1), Cells(Cell(1, "five"), Cell(2, "five too")));
        PartitionLease six = await LeaseAsync(6, Alice);
        await ApplyAsync(six, LogPosition.Start, At(1), Cells(Cell(1, "six")));

        CellKey[] keys = [Cell(1, "").Key, Cell(3, "").Key, Cell(1, "", circuit: "customers/acme/circuits/none").Key];
        IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>? cells = await Store.ReadCellsAsync(six, At(1), keys, CancellationToken.None);

        Assert.Equal([(keys[0], "six")], cells!.Select(cell => (cell.Key, Text(cell.Value))));
    }

    [ContractFact]
    public async Task A_circuit_is_read_by_minute_from_all_agents_and_partitions_in_a_half_open_range()
    {
        const string Second = "customers/acme/agents/probe-2";
        await ApplyAsync(
            await LeaseAsync(5, Alice), LogPosition.Start, At(1), Cells(Cell(12, "e"), Cell(10, "a"), Cell(11, "b"), Cell(9, "before"), Cell(13, "after")));
        await ApplyAsync(
            await LeaseAsync(6, Alice), LogPosition.Start, At(1), Cells(Cell(11, "c"), Cell(11, "d", agent: Second), Cell(11, "x", circuit: Circuit + "0")));

        List<(string Agent, long Minute, string Cell)> rows = await CircuitAsync(Circuit, 10, 13);

        Assert.Equal([10L, 11L, 11L, 11L, 12L], rows.Select(row => row.Minute));
        Assert.Equal(["a", "b", "c", "d", "e"], rows.Select(row => row.Cell).Order(StringComparer.Ordinal));
        Assert.Equal([Second], rows.Where(row => row.Cell == "d").Select(row => row.Agent));
        Assert.Empty(await CircuitAsync(Circuit, 14, 20));
        Assert.Empty(await CircuitAsync("customers/acme/circuits/none"));
    }

    [ContractFact]
    public async Task What_came_too_late_adds_up_over_partitions_and_minutes()
    {
        PartitionLease five = await LeaseAsync(5, Alice);
        TooLateCount Late(long minute, uint samples) => new(new CellKey(Circuit, Agent, minute), samples);
        await ApplyAsync(five, LogPosition.Start, At(1), new FoldWrites([], [], [Late(1, 5), Late(2, 7), Late(1, 1)]));
        await ApplyAsync(five, At(1), At(2), new FoldWrites([], [], [Late(1, uint.MaxValue)]));
        await ApplyAsync(await LeaseAsync(6, Alice), LogPosition.Start, At(1), new FoldWrites([], [], [Late(1, 10)]));

        Assert.Equal(5ul + 1 + uint.MaxValue + 10, await Store.CountTooLateAsync(Circuit, 1, 2, CancellationToken.None));
        Assert.Equal(5ul + 1 + uint.MaxValue + 10 + 7, await Store.CountTooLateAsync(Circuit, 0, 3, CancellationToken.None));
        Assert.Equal(0ul, await Store.CountTooLateAsync(Circuit, 3, 9, CancellationToken.None));
        Assert.Equal(0ul, await Store.CountTooLateAsync("customers/acme/circuits/none", 0, 9, CancellationToken.None));
    }

    [ContractFact]
    public async Task Progress_of_lanes_is_replaced_and_listed_by_epoch_and_lane()
    {
        LaneProgress Progress(uint lane, ulong epoch, ulong sequence, int agent = 1) => new(Support.Lanes.Lane(agent, lane, epoch), sequence, sequence * 2, 1);
        PartitionLease lease = await LeaseAsync(5, Alice);
        await ApplyAsync(lease, LogPosition.Start, At(1), new FoldWrites([], [Progress(1, 300, 1), Progress(300, 2, 1), Progress(0, 300, 1), Progress(0, 1, 1, 2)], []));
        await ApplyAsync(lease, At(1), At(2), new FoldWrites([], [Progress(1, 300, 9)], []));

        ProducerLane lane = Support.Lanes.Lane(1, 1, 300);
        Assert.Equal([Progress(300, 2, 1), Progress(0, 300, 1), Progress(1, 300, 9)], await Store.ListProgressAsync(lane.Agent, CancellationToken.None));
        Assert.Equal(Progress(1, 300, 9), await Store.GetProgressAsync(lane, CancellationToken.None));
        Assert.Null(await Store.GetProgressAsync(lane with { Lane = 2 }, CancellationToken.None));
        Assert.Empty(await Store.ListProgressAsync("customers/acme/agents/none", CancellationToken.None));
    }

    [ContractFact]
    public async Task Everything_outlives_the_process()
    {
        FoldWrites writes = new([Cell(1, "kept")], [new LaneProgress(Support.Lanes.Lane(), 4, 8, 2)], [new TooLateCount(new CellKey(Circuit, Agent, 1), 2)]);
        await ApplyAsync(await LeaseAsync(5, Alice), LogPosition.Start, At(1), writes);

        await ReopenAsync();

        Assert.Equal([(Agent, 1L, "kept")], await CircuitAsync(Circuit));
        Assert.Equal(writes.Progress[0], await Store.GetProgressAsync(Support.Lanes.Lane(), CancellationToken.None));
        Assert.Equal(2ul, await Store.CountTooLateAsync(Circuit, 1, 2, CancellationToken.None));
    }

    [ContractFact]
    public async Task Partitions_that_are_folded_at_once_do_not_disturb_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(partition => Task.Run(async () =>
        {
            PartitionLease lease = await LeaseAsync(partition, Alice);
            for (int i = 0; i < 20; i++)
            {
                LogPosition from = i == 0 ? LogPosition.Start : At(i);
                CellWrite cell = Cell(i, $"{partition}", agent: $"customers/acme/agents/probe-{partition}");
                Assert.True(await ApplyAsync(lease, from, At(i + 1), Cells(cell)));
            }
        })));

        List<(string Agent, long Minute, string Cell)> rows = await CircuitAsync(Circuit);
        Assert.Equal(16 * 20, rows.Count);
        Assert.All(rows, row => Assert.Equal($"customers/acme/agents/probe-{row.Cell}", row.Agent));
        Assert.Equal(rows.Select(row => row.Minute).Order(), rows.Select(row => row.Minute));
    }
}
