using System.Text;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class MeasurementStoreContract
{
    private const string OtherAgent = "customers/acme/agents/probe-2";
    private const string OtherCircuit = "customers/acme/circuits/line-2";

    [ContractFact]
    public async Task A_cell_makes_its_hour_due_and_an_hour_its_day()
    {
        PartitionLease lease = await LeaseAsync(3, Alice);
        await ApplyAsync(lease, LogPosition.Start, At(1), Cells(Cell(119, "b"), Cell(60, "a"), Cell(120, "c"), Cell(1500, "d")));

        Assert.Equal([Hour(60), Hour(120), Hour(1500)], await DueAsync(3, RollupLevel.Hour, 2000));
        Assert.Empty(await DueAsync(3, RollupLevel.Day, 100_000));
        Assert.Empty(await DueAsync(2, RollupLevel.Hour, 2000));
        Assert.Equal([(60, "a"), (119, "b")], await PartsAsync(3, Hour(60)));

        Assert.True(await RollAsync(lease, Roll(Hour(60), "A"), Roll(Hour(1500), "D")));

        Assert.Equal([Hour(120)], await DueAsync(3, RollupLevel.Hour, 2000));
        Assert.Equal([Day(0), Day(1440)], await DueAsync(3, RollupLevel.Day, 100_000));
        Assert.Equal([(60, "A")], await PartsAsync(3, Day(0)));

        Assert.True(await RollAsync(lease, Roll(Day(0), "0")));
        Assert.Equal([Day(1440)], await DueAsync(3, RollupLevel.Day, 100_000));
    }

    [ContractFact]
    public async Task Due_rollups_come_oldest_first_up_to_an_end_and_a_number()
    {
        PartitionLease lease = await LeaseAsync(3, Alice);
        await ApplyAsync(lease, LogPosition.Start, At(1), Cells(Cell(600, "x"), Cell(0, "x"), Cell(300, "x", OtherCircuit), Cell(300, "x", agent: OtherAgent)));

        Assert.Equal([0L, 300, 300, 600], (await DueAsync(3, RollupLevel.Hour, 660)).Select(static key => key.Start));
        Assert.Equal([0L, 300, 300], (await DueAsync(3, RollupLevel.Hour, 659)).Select(static key => key.Start));
        Assert.Equal([0L], (await DueAsync(3, RollupLevel.Hour, 60)).Select(static key => key.Start));
        Assert.Empty(await DueAsync(3, RollupLevel.Hour, 59));
        Assert.Equal([0L, 300], (await Store.ListDueAsync(3, RollupLevel.Hour, 660, 2, CancellationToken.None)).Select(static key => key.Start));
    }

    [ContractFact]
    public async Task A_late_cell_makes_its_rolled_hour_due_again_and_readers_see_it()
    {
        PartitionLease lease = await LeaseAsync(3, Alice);
        await ApplyAsync(lease, LogPosition.Start, At(1), Cells(Cell(0, "a"), Cell(60, "b")));
        await RollAsync(lease, Roll(Hour(0), "A"), Roll(Hour(60), "B"));
        await RollAsync(lease, Roll(Day(0), "AB"));

        await ApplyAsync(lease, At(1), At(2), Cells(Cell(61, "late"), Cell(130, "new")));

        Assert.Equal([Hour(60), Hour(120)], await DueAsync(3, RollupLevel.Hour, 1000));
        Assert.Equal([(0, "A", false), (60, "B", true), (120, "", true)], await RollupsAsync(RollupLevel.Hour, 0, 1440));
        Assert.Equal([(0, "AB", true)], await RollupsAsync(RollupLevel.Day, 0, 1440));
        Assert.Empty(await DueAsync(3, RollupLevel.Day, 10_000));
        Assert.Equal([(0, "A")], await PartsAsync(3, Day(0)));

        await RollAsync(lease, Roll(Hour(60), "B2"));
        Assert.Equal([(0, "A", false), (60, "B2", false), (120, "", true)], await RollupsAsync(RollupLevel.Hour, 0, 1440));
        Assert.Equal([(0, "AB", true)], await RollupsAsync(RollupLevel.Day, 0, 1440));
        await ReopenAsync();
        Assert.Equal([(0, "AB", true)], await RollupsAsync(RollupLevel.Day, 0, 1440));
        await ApplyAsync(await LeaseAsync(3, Alice), At(2), At(3), Cells(Cell(5, "later")));
        Assert.Equal([(0, "A", true), (60, "B2", false), (120, "", true)], await RollupsAsync(RollupLevel.Hour, 0, 1440));
    }

    [ContractFact]
    public async Task Rollups_are_read_by_start_agent_and_partition_within_a_range()
    {
        PartitionLease three = await LeaseAsync(3, Alice);
        PartitionLease five = await LeaseAsync(5, Alice);
        await RollAsync(five, Roll(Hour(60), "5"), Roll(Hour(120), "5"));
        await RollAsync(three, Roll(Hour(60, OtherAgent), "o"), Roll(Hour(60), "3"), Roll(Hour(0), "0"), Roll(new RollupKey(RollupLevel.Hour, OtherCircuit, Agent, 60), "no"));

        IReadOnlyList<RollupRow> rows = await Store.ReadRollupsAsync(Circuit, RollupLevel.Hour, 60, 121, CancellationToken.None);

        Assert.Equal(
            [(Agent, 3, 60L, "3"), (Agent, 5, 60, "5"), (OtherAgent, 3, 60, "o"), (Agent, 5, 120, "5")],
            rows.Select(row => (row.Agent, row.Partition, row.Start, Text(row.Cell))));
        Assert.Empty(await Store.ReadRollupsAsync(Circuit, RollupLevel.Hour, 121, 180, CancellationToken.None));
        Assert.Empty(await Store.ReadRollupsAsync("customers/acme/circuits/none", RollupLevel.Day, long.MinValue, long.MaxValue, CancellationToken.None));
        Assert.Equal(4, (await Store.ReadRollupsAsync(Circuit, RollupLevel.Hour, 60, long.MaxValue, CancellationToken.None)).Count);
    }

    [ContractFact]
    public async Task A_stale_owner_marks_nothing_due_and_rolls_nothing_up()
    {
        PartitionLease stale = await LeaseAsync(3, Alice);
        await ApplyAsync(stale, LogPosition.Start, At(1), Cells(Cell(0, "a")));
        await Store.ReleaseLeaseAsync(stale, CancellationToken.None);
        PartitionLease lease = await LeaseAsync(3, Bob);

        Assert.False(await Store.ApplyRollupsAsync(stale, At(1), [Roll(Hour(0), "stale")], CancellationToken.None));
        Assert.False(await Store.ApplyRollupsAsync(lease, LogPosition.Start, [Roll(Hour(0), "moved")], CancellationToken.None));
        Assert.False(await ApplyAsync(stale, At(1), At(2), Cells(Cell(600, "stale"))));
        Assert.False(await ApplyAsync(lease, At(7), At(8), Cells(Cell(600, "moved"))));

        Assert.Equal([Hour(0)], await DueAsync(3, RollupLevel.Hour, 10_000));
        Assert.Equal([(0, "", true)], await RollupsAsync(RollupLevel.Hour, 0, 1440));

        // What was refused left no trace in memory either: the mark is set when it is due.
        Assert.True(await ApplyAsync(lease, At(1), At(2), Cells(Cell(600, "good"))));
        Assert.Equal([Hour(0), Hour(600)], await DueAsync(3, RollupLevel.Hour, 10_000));
        Assert.True(await RollAsync(lease, Roll(Hour(0), "good")));
    }

    [ContractFact]
    public async Task Retention_removes_what_is_older_and_leaves_what_is_due_with_its_parts()
    {
        PartitionLease lease = await LeaseAsync(3, Alice);
        CellWrite[] minutes = [.. Enumerable.Range(0, 6000).Where(static minute => minute % 20 == 0).Select(static minute => Cell(minute, "m"))];
        TooLateCount[] late = [new(new CellKey(Circuit, Agent, 10), 5), new(new CellKey(Circuit, Agent, 4000), 7)];
        await ApplyAsync(lease, LogPosition.Start, At(1), new FoldWrites(minutes, [], late));
        IReadOnlyList<RollupKey> hours = await DueAsync(3, RollupLevel.Hour, 100_000);
        await RollAsync(lease, [.. hours.Where(static key => key.Start != 120).Select(static key => Roll(key, "h"))]);
        await RollAsync(lease, [.. (await DueAsync(3, RollupLevel.Day, 100_000)).Where(static key => key.Start != 1440).Select(static key => Roll(key, "d"))]);

        int removed = 0;
        int some;
        do
        {
            some = await Store.TrimAsync(new CellRetention(Minutes: 4000, Hours: 2880, Days: 1440), 50, CancellationToken.None);
            Assert.InRange(some, 0, 50);
            removed += some;
        }
        while (some == 50);

        // Minutes: the due hour's three stay. Hours: those of the first day but the due one, whose row was never written, go; the second
        // day is due, so that its hours stay. Days: the first goes.
        List<(string Agent, long Minute, string Cell)> cells = await CircuitAsync(Circuit);
        Assert.Equal([120L, 140, 160, 4000], cells.Take(4).Select(static cell => cell.Minute));
        Assert.Equal(3 + 100, cells.Count);
        Assert.Equal(
            [(120, "", true), .. Enumerable.Range(24, 76).Select(static hour => (hour * 60L, "h", false))], await RollupsAsync(RollupLevel.Hour, 0, 6000));
        Assert.Equal([(0, "", true), (1440, "", true), (2880, "d", false), (4320, "d", false), (5760, "d", false)], await RollupsAsync(RollupLevel.Day, 0, 10_000));
        Assert.Equal(7ul, await Store.CountTooLateAsync(Circuit, 0, 10_000, CancellationToken.None));
        Assert.Equal(197 + 23 + 1 + 1, removed);
        Assert.Equal(0, await Store.TrimAsync(new CellRetention(4000, 2880, 1440), 50, CancellationToken.None));
    }

    [ContractFact]
    public async Task A_sync_says_where_every_partition_is()
    {
        Assert.DoesNotContain(await Store.SyncAsync(CancellationToken.None), static at => at.Value != LogPosition.Start);
        PartitionLease lease = await LeaseAsync(3, Alice);
        await LeaseAsync(4, Alice);
        await ApplyAsync(lease, LogPosition.Start, At(9), Cells(Cell(0, "a")));

        IReadOnlyDictionary<int, LogPosition> synced = await Store.SyncAsync(CancellationToken.None);

        Assert.Equal(At(9), synced[3]);
        Assert.Equal(LogPosition.Start, synced.GetValueOrDefault(4));
        Assert.False(synced.ContainsKey(5));
    }

    [ContractFact]
    public async Task A_rollup_that_does_not_start_where_rollups_start_is_the_callers_error()
    {
        PartitionLease lease = await LeaseAsync(3, Alice);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => RollAsync(lease, Roll(Hour(61), "x")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => RollAsync(lease, Roll(Day(60), "x")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => RollAsync(lease, Roll(Hour(-60), "x")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ApplyAsync(lease, LogPosition.Start, At(1), Cells(Cell(-1, "x"))));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.ListDueAsync(3, RollupLevel.Hour, 0, 0, CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.TrimAsync(default, 0, CancellationToken.None));
    }

    private static RollupKey Hour(long start, string agent = Agent) => new(RollupLevel.Hour, Circuit, agent, start);

    private static RollupKey Day(long start) => new(RollupLevel.Day, Circuit, Agent, start);

    private static RollupWrite Roll(RollupKey key, string text) => new(key, Encoding.UTF8.GetBytes(text));

    // The engines' renewals tell where the partition stands.
    private async Task<bool> RollAsync(PartitionLease lease, params RollupWrite[] rollups)
    {
        PartitionLease now = await LeaseAsync(lease.Partition, lease.Owner);
        Assert.Equal(lease.Fence, now.Fence);
        return await Store.ApplyRollupsAsync(lease, now.Position, rollups, CancellationToken.None);
    }

    private async Task<IReadOnlyList<RollupKey>> DueAsync(int partition, RollupLevel level, long endBefore) =>
        await Store.ListDueAsync(partition, level, endBefore, 10_000, CancellationToken.None);

    private async Task<List<(long Minute, string Cell)>> PartsAsync(int partition, RollupKey key)
    {
        PartitionLease now = await LeaseAsync(partition, Alice);
        return [.. (await Store.ReadPartsAsync(now, now.Position, key, CancellationToken.None))!.Select(static row => (row.Minute, Text(row.Cell)))];
    }

    private async Task<List<(long Start, string Cell, bool Due)>> RollupsAsync(RollupLevel level, long from, long to) =>
        [.. (await Store.ReadRollupsAsync(Circuit, level, from, to, CancellationToken.None)).Select(static row => (row.Start, Text(row.Cell), row.Due))];
}
