using System.Text;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class MeasurementStoreFileTests
{
    private static readonly Guid Alice = new("aaaaaaaa-0000-4000-8000-000000000001");
    private static readonly Guid Bob = new("bbbbbbbb-0000-4000-8000-000000000002");
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_second_writer_a_newer_layout_and_damage_are_refused_by_name()
    {
        await using SqliteMeasurementStoreEngine engine = new();
        string file = Path.Combine(engine.Options.Folder, SqliteMeasurementStore.FileName);
        await using (await engine.OpenAsync())
        {
            Assert.Equal(StoreFileProblem.InUse, (await Assert.ThrowsAsync<StoreFileException>(engine.OpenAsync)).Problem);
        }

        using (RawSqlite raw = new(file))
        {
            Assert.Equal("wal", raw.Run("PRAGMA journal_mode"));
            raw.Run("PRAGMA user_version=3");
        }

        Assert.Equal(StoreFileProblem.NewerSchema, (await Assert.ThrowsAsync<StoreFileException>(engine.OpenAsync)).Problem);
        await File.WriteAllBytesAsync(file, new byte[50_000]);
        StoreFileException damage = await Assert.ThrowsAsync<StoreFileException>(engine.OpenAsync);
        Assert.Equal((StoreFileProblem.Damaged, file), (damage.Problem, damage.File));
        Assert.Contains(file, damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_outlives_a_small_step_back_of_the_clock_and_not_a_large_one()
    {
        await using SqliteMeasurementStoreEngine engine = new();
        await using IMeasurementStore store = await engine.OpenAsync();
        await store.AcquireLeaseAsync(1, Alice, Ten, CancellationToken.None);
        engine.Time.Step(engine.Time.GetUtcNow() - TimeSpan.FromSeconds(9));
        Assert.Null(await store.AcquireLeaseAsync(1, Bob, Ten, CancellationToken.None));
        engine.Time.Step(engine.Time.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.NotNull(await store.AcquireLeaseAsync(1, Bob, Ten, CancellationToken.None));
    }

    [Fact]
    public async Task A_store_that_is_kept_from_writing_is_unavailable_and_then_goes_on()
    {
        await using SqliteMeasurementStoreEngine engine = new();
        await using IMeasurementStore store = await engine.OpenAsync();
        PartitionLease lease = (await store.AcquireLeaseAsync(1, Alice, Ten, CancellationToken.None))!;
        FoldWrites writes = new([new CellWrite(new CellKey("c", "a", 1), new byte[1])], [], []);
        using (RawSqlite stray = new(Path.Combine(engine.Options.Folder, SqliteMeasurementStore.FileName)))
        {
            stray.Run("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StoreUnavailableException>(
                async () => await store.ApplyAsync(lease, LogPosition.Start, new LogPosition(1, 1), writes, CancellationToken.None));
            Assert.Empty(await store.ReadCircuitAsync("c", 0, 9, CancellationToken.None));
            stray.Run("ROLLBACK");
        }

        Assert.True(await store.ApplyAsync(lease, LogPosition.Start, new LogPosition(1, 1), writes, CancellationToken.None));
    }

    [FactIf(Need.Tmpfs)]
    public async Task A_full_disk_undoes_a_step_whole_and_it_succeeds_when_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 16);
        await using SqliteMeasurementStoreEngine engine = new(Path.Combine(disk.Path, "cells"));
        await using IMeasurementStore store = await engine.OpenAsync();
        PartitionLease lease = (await store.AcquireLeaseAsync(1, Alice, Ten, CancellationToken.None))!;
        long at = 0;
        using (disk.Fill())
        {
            bool refused = false;
            for (int i = 0; i < 2000 && !refused; i++)
            {
                try
                {
                    Assert.True(await StepAsync(store, lease, at));
                    at++;
                }
                catch (StoreUnavailableException)
                {
                    refused = true;
                }
            }

            Assert.True(refused);
        }

        Assert.True(await StepAsync(store, lease, at));
        at++;
        IReadOnlyList<CellRow> rows = await store.ReadCircuitAsync("c", 0, 100_000, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, (int)at * 20), rows.Select(row => (int)row.Minute));
    }

    [Fact]
    public async Task A_month_of_a_circuit_reads_back_in_order()
    {
        await using SqliteMeasurementStoreEngine engine = new();
        await using IMeasurementStore store = await engine.OpenAsync();
        PartitionLease lease = (await store.AcquireLeaseAsync(1, Alice, Ten, CancellationToken.None))!;
        const int Minutes = 31 * 24 * 60;
        CellWrite[] cells = [.. Enumerable.Range(0, Minutes).Select(minute => new CellWrite(new CellKey("c", "a", Minutes - 1 - minute), Encoding.UTF8.GetBytes($"{minute}")))];
        Assert.True(await store.ApplyAsync(lease, LogPosition.Start, new LogPosition(1, 1), new FoldWrites(cells, [], []), CancellationToken.None));

        IReadOnlyList<CellRow> rows = await store.ReadCircuitAsync("c", 0, Minutes, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, Minutes).Select(minute => (long)minute), rows.Select(row => row.Minute));
        Assert.Equal($"{Minutes - 1}", Encoding.UTF8.GetString(rows[0].Cell.Span));
    }

    [Fact]
    public async Task A_series_beyond_what_ids_have_room_for_is_refused_and_the_others_go_on()
    {
        await using SqliteMeasurementStoreEngine engine = new();
        await using IMeasurementStore store = await engine.OpenAsync();
        PartitionLease lease = (await store.AcquireLeaseAsync(1, Alice, Ten, CancellationToken.None))!;
        Assert.True(await StepAsync(store, lease, at: 0));
        using (RawSqlite raw = new(Path.Combine(engine.Options.Folder, SqliteMeasurementStore.FileName)))
        {
            raw.Run("INSERT INTO series(id, circuit, agent, partition) VALUES ((1 << 25) - 1, 1, 2, 2)");
        }

        FoldWrites writes = new([new CellWrite(new CellKey("another", "a", 1), new byte[1])], [], []);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.ApplyAsync(lease, new LogPosition(1, 1), new LogPosition(1, 2), writes, CancellationToken.None));
        Assert.Empty(await store.ReadCircuitAsync("another", 0, 9, CancellationToken.None));
        Assert.True(await StepAsync(store, lease, at: 1));
    }

    private static async Task<bool> StepAsync(IMeasurementStore store, PartitionLease lease, long at)
    {
        CellWrite[] cells = [.. Enumerable.Range(0, 20).Select(i => new CellWrite(new CellKey("c", "a", (at * 20) + i), new byte[3000]))];
        LogPosition from = at == 0 ? LogPosition.Start : new LogPosition(1, at);
        return await store.ApplyAsync(lease, from, new LogPosition(1, at + 1), new FoldWrites(cells, [], []), CancellationToken.None);
    }
}
