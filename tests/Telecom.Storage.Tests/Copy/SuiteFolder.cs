using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Copy;

/// <summary>
/// A data folder with something of everything: a log of several days whose first was removed, lanes with outcomes and content keys, cells
/// that are rolled up, due or late, and two event stores.
/// </summary>
public sealed class SuiteFolder : IDisposable
{
    public const int Partitions = 8;
    private static readonly DateTimeOffset FirstDay = new(2026, 11, 18, 10, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _temp = new();

    public string Path => _temp.Path;

    public string CellsFile => System.IO.Path.Combine(Path, "sla", "cells.db");

    /// <summary>Lanes that appended, the first with outcomes and keys.</summary>
    public static ProducerLane[] Lanes { get; } = [.. Enumerable.Range(0, 12).Select(i => Support.Lanes.Lane(agent: 1 + (i / 4), lane: (uint)(i % 4)))];

    public static UInt128 Key(int number) => new((ulong)number, 0xfeed_0000_0000_0000 + (ulong)number);

    public static async Task<SuiteFolder> MakeAsync(int seed)
    {
        SuiteFolder suite = new();
        await suite.FillAsync(new Random(seed));
        return suite;
    }

    public static Task<SqliteSampleLog> OpenLogAsync(string data, TimeProvider time) => SqliteSampleLog.OpenAsync(
        new SqliteSampleLogOptions { Folder = System.IO.Path.Combine(data, "ingestion"), Partitions = Partitions }, time, NullLogger.Instance, CancellationToken.None);

    public static Task<SqliteMeasurementStore> OpenCellsAsync(string data) => SqliteMeasurementStore.OpenAsync(
        new SqliteMeasurementStoreOptions { Folder = System.IO.Path.Combine(data, "sla") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    public static Task<SqliteEventStore> OpenEventsAsync(string data, string service) => SqliteEventStore.OpenAsync(
        new SqliteEventStoreOptions { Folder = System.IO.Path.Combine(data, service) }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    public void Dispose() => _temp.Dispose();

    private async Task FillAsync(Random random)
    {
        FakeTimeProvider time = new(FirstDay);
        ulong[] sequences = new ulong[Lanes.Length];
        await using (SqliteSampleLog log = await OpenLogAsync(Path, time))
        {
            for (int day = 0; day < 4; day++)
            {
                time.Step(FirstDay.AddDays(day));
                for (int i = 0; i < 60; i++)
                {
                    int lane = random.Next(Lanes.Length);
                    ulong sequence = ++sequences[lane];
                    AppendEntry entry = Support.Lanes.Batch(Lanes[lane], sequence, random.Next(40, 3000), outcome: lane == 0 ? $"refused {sequence}" : "", refused: lane == 0 ? 1 : 0);
                    if (lane == 0)
                    {
                        entry = entry with { ContentKeys = [Key((day * 1000) + i), Key((day * 1000) + i + 500_000)] };
                    }

                    Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(entry, CancellationToken.None)).Outcome);
                }
            }

            await FoldAsync(log, random);
            await TrimAsync(log, time);
        }

        foreach ((string service, int streams) in ((string, int)[])[("catalog", 20), ("support", 3)])
        {
            await using SqliteEventStore events = await OpenEventsAsync(Path, service);
            for (int i = 0; i < streams * 4; i++)
            {
                string stream = string.Create(CultureInfo.InvariantCulture, $"customers/acme/{service}/{i % streams}");
                NewEvent one = new($"id-{i}", "thing.changed.v1", Encoding.UTF8.GetBytes($"data {random.Next()}"), 1_000_000 + i);
                Assert.True((await events.AppendAsync(stream, i / streams, [one], CancellationToken.None)).Appended);
            }
        }
    }

    // Folds most of each partition, rolls some up, and lets some be due again.
    private async Task FoldAsync(SqliteSampleLog log, Random random)
    {
        await using SqliteMeasurementStore cells = await OpenCellsAsync(Path);
        for (int partition = 0; partition < Partitions; partition++)
        {
            List<LogEntry> entries = await log.ReadAllAsync(partition);
            if (entries.Count == 0)
            {
                continue;
            }

            PartitionLease lease = await LeaseAsync(cells, partition);
            LogPosition at = entries[entries.Count * 3 / 4].Position;
            string agent = $"customers/acme/agents/probe-{1 + (partition % 3)}";
            CellWrite[] minutes = [.. Enumerable.Range(0, 200).Select(i => new CellWrite(new CellKey($"customers/acme/circuits/line-{i % 3}", agent, 29_000_000 + (i * 7)), Bytes(random)))];
            LaneProgress[] progress = [.. Lanes.Where(lane => lane.PartitionOf(Partitions) == partition).Select(lane => new LaneProgress(lane, 5, 15, 1))];
            TooLateCount[] late = [new(new CellKey("customers/acme/circuits/line-1", agent, 28_000_000), 7), new(new CellKey("customers/acme/circuits/line-2", agent, 28_000_001), 9)];
            Assert.True(await cells.ApplyAsync(lease, LogPosition.Start, at, new FoldWrites(minutes, progress, late), CancellationToken.None));
            foreach (RollupLevel level in Enum.GetValues<RollupLevel>())
            {
                IReadOnlyList<RollupKey> due = await cells.ListDueAsync(partition, level, 1 << 27, 1000, CancellationToken.None);
                RollupWrite[] some = [.. due.Take(due.Count * 2 / 3).Select(key => new RollupWrite(key, Bytes(random)))];
                Assert.True(await cells.ApplyRollupsAsync(lease, at, some, CancellationToken.None));
            }

            Assert.True(await cells.ApplyAsync(lease, at, at, new FoldWrites([.. minutes.Take(5)], [], []), CancellationToken.None));
            await cells.ReleaseLeaseAsync(lease, CancellationToken.None);
        }
    }

    private static async Task TrimAsync(SqliteSampleLog log, FakeTimeProvider time)
    {
        Dictionary<int, LogPosition> consumed = [];
        for (int partition = 0; partition < Partitions; partition++)
        {
            List<LogEntry> entries = await log.ReadAllAsync(partition);
            if (entries.Count > 0)
            {
                consumed[partition] = entries[entries.Count * 3 / 4].Position;
            }
        }

        long secondDay = FirstDay.AddDays(1).Date.Ticks - DateTime.UnixEpoch.Ticks;
        await log.TrimAsync(new LogTrim(consumed, secondDay / 10, 0), CancellationToken.None);
        Assert.Equal(FirstDay.AddDays(3), time.GetUtcNow());
    }

    public static async Task<PartitionLease> LeaseAsync(IMeasurementStore cells, int partition) =>
        await cells.AcquireLeaseAsync(partition, Guid.NewGuid(), TimeSpan.FromSeconds(30), CancellationToken.None) ?? throw new InvalidOperationException("The lease is another's.");

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(20, 400)];
        random.NextBytes(bytes);
        return bytes;
    }
}
