using System.Globalization;
using System.Text;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>Files of layout 1 are brought to layout 2 when they are opened, and nothing of them changes its place.</summary>
public sealed class LayoutUpgradeTests
{
    private const string LogOne = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
        CREATE TABLE record(id INTEGER PRIMARY KEY AUTOINCREMENT, partition INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE INDEX record_partition ON record(partition);
        CREATE TABLE producer(id INTEGER PRIMARY KEY, agent TEXT NOT NULL, epoch BLOB NOT NULL, lane INTEGER NOT NULL, sequence INTEGER NOT NULL,
          stored INTEGER NOT NULL, refused INTEGER NOT NULL, appended_us INTEGER NOT NULL, UNIQUE(agent, epoch, lane));
        CREATE TABLE outcome(producer INTEGER NOT NULL, sequence INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY(producer, sequence)) WITHOUT ROWID;
        PRAGMA application_id=0x54534c47; PRAGMA user_version=1;
        """;

    private const string CellsOne = """
        CREATE TABLE partition(id INTEGER PRIMARY KEY, owner TEXT, expires_us INTEGER NOT NULL, duration_us INTEGER NOT NULL, fence INTEGER NOT NULL,
          major INTEGER NOT NULL, minor INTEGER NOT NULL);
        CREATE TABLE name(id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
        CREATE TABLE cell(circuit INTEGER NOT NULL, minute INTEGER NOT NULL, agent INTEGER NOT NULL, partition INTEGER NOT NULL, data BLOB NOT NULL,
          PRIMARY KEY(circuit, minute, agent, partition)) WITHOUT ROWID;
        CREATE TABLE too_late(circuit INTEGER NOT NULL, minute INTEGER NOT NULL, agent INTEGER NOT NULL, partition INTEGER NOT NULL, samples INTEGER NOT NULL,
          PRIMARY KEY(circuit, minute, agent, partition)) WITHOUT ROWID;
        CREATE TABLE progress(agent INTEGER NOT NULL, epoch BLOB NOT NULL, lane INTEGER NOT NULL, sequence INTEGER NOT NULL, samples INTEGER NOT NULL,
          too_late INTEGER NOT NULL, PRIMARY KEY(agent, epoch, lane)) WITHOUT ROWID;
        PRAGMA application_id=0x54534c43; PRAGMA user_version=1;
        INSERT INTO name VALUES (1, 'customers/acme/circuits/line-1'), (2, 'customers/acme/agents/probe-1'), (3, 'customers/acme/agents/probe-2');
        INSERT INTO cell VALUES (1, 60, 2, 3, x'61'), (1, 61, 2, 3, x'62'), (1, 61, 3, 5, x'63'), (1, 200, 2, 3, x'64');
        INSERT INTO partition VALUES (3, NULL, 0, 0, 4, 20000, 7);
        """;

    [Fact]
    public async Task Records_of_a_log_of_layout_1_keep_their_positions()
    {
        await using SqliteSampleLogEngine engine = new();
        int partition = Lane().PartitionOf(8);
        foreach (int day in (int[])[20778, 20779])
        {
            using RawSqlite raw = Empty(Path.Combine(engine.Folder, string.Create(CultureInfo.InvariantCulture, $"log-{new DateOnly(1970, 1, 1).AddDays(day):yyyy-MM-dd}.db")));
            raw.Run(LogOne + $"INSERT INTO meta VALUES ('log', 'a-log'), ('partitions', 8), ('day', {day});");
            ulong first = day == 20778 ? 1ul : 4;
            for (ulong sequence = first; sequence < first + 3; sequence++)
            {
                raw.Run($"INSERT INTO record(partition, data) VALUES ({partition}, x'{Convert.ToHexString(Record(Lane(), sequence))}')");
            }

            raw.Run($"INSERT INTO producer VALUES (1, '{Lane().Agent}', x'{Convert.ToHexString(Lane().Epoch.ToBytes())}', 0, {first + 2}, 9, 1, 1000)");
            raw.Run("INSERT INTO outcome VALUES (1, 2, x'6b657074')");
        }

        engine.Time.Step(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        await Assert.ThrowsAsync<StoreUnavailableException>(engine.OpenReaderAsync);
        await using ISampleLog log = await engine.OpenAsync();

        List<LogEntry> all = await log.ReadAllAsync(partition);
        Assert.Equal([(20778L, 1L), (20778, 2), (20778, 3), (20779, 1), (20779, 2), (20779, 3)], all.Select(static entry => (entry.Position.Major, entry.Position.Minor)));
        Assert.Equal([1ul, 2, 3, 4, 5, 6], all.Select(SequenceOf));
        Assert.Equal(new ProducerPosition(Lane(), 6, 9, 1), await log.GetProducerAsync(Lane(), CancellationToken.None));
        AppendResult again = await log.AppendAsync(Batch(Lane(), 2), CancellationToken.None);
        Assert.Equal((AppendOutcome.Duplicate, "kept"), (again.Outcome, Encoding.UTF8.GetString(again.StoredOutcome.Span)));
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Batch(Lane(), 7), CancellationToken.None)).Outcome);
        Assert.Equal(all[^1].Position with { Minor = 4 }, (await log.GetRangeAsync(partition, CancellationToken.None)).Last);
        await (await engine.OpenReaderAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Cells_of_layout_1_are_there_and_their_hours_are_due()
    {
        await using SqliteMeasurementStoreEngine engine = new();
        using (RawSqlite raw = Empty(Path.Combine(engine.Options.Folder, SqliteMeasurementStore.FileName)))
        {
            raw.Run(CellsOne);
        }

        await using IMeasurementStore store = await engine.OpenAsync();

        IReadOnlyList<CellRow> cells = await store.ReadCircuitAsync("customers/acme/circuits/line-1", 0, 1000, CancellationToken.None);
        Assert.Equal(
            [("probe-1", 60L, "a"), ("probe-1", 61, "b"), ("probe-2", 61, "c"), ("probe-1", 200, "d")],
            cells.Select(static cell => (cell.Agent[^7..], cell.Minute, Encoding.UTF8.GetString(cell.Cell.Span))));
        Assert.Equal([60L, 180], (await store.ListDueAsync(3, RollupLevel.Hour, 1000, 10, CancellationToken.None)).Select(static key => key.Start));
        Assert.Equal([60L], (await store.ListDueAsync(5, RollupLevel.Hour, 1000, 10, CancellationToken.None)).Select(static key => key.Start));
        Assert.Equal(new LogPosition(20000, 7), (await store.SyncAsync(CancellationToken.None))[3]);
    }

    private static RawSqlite Empty(string file)
    {
        File.WriteAllBytes(file, []);
        return new RawSqlite(file);
    }
}
