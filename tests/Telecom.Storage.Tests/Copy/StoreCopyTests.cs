using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Copy;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Copy;

/// <summary>Copies within the embedded engine; what holds for every pair of engines.</summary>
public sealed class StoreCopyTests(ITestOutputHelper output)
{
    internal static StoreAddress Sqlite(string folder) => new(StoreEngine.Sqlite, folder, null);

    internal static Task<StoreCopyReport> CopyAsync(StoreAddress from, StoreAddress to, IProgress<StoreProgress>? progress = null) => StoreCopy.RunAsync(
        from, to, new StoreCopyOptions { CellsAtOnce = 50, AppendsAtOnce = 8 }, TimeProvider.System, NullLogger.Instance, progress, CancellationToken.None);

    internal static void AssertEqual(StoreCopyReport report) =>
        Assert.True(report.IsEqual, string.Join('\n', report.Sections.Where(section => !section.IsEqual)));

    [Fact]
    public async Task Everything_arrives_and_is_found_equal()
    {
        output.WriteLine($"seed {Proofs.Seed}");
        using SuiteFolder source = await SuiteFolder.MakeAsync(Proofs.Seed);
        using TempFolder target = new();
        StoreCopyReport report = await CopyAsync(Sqlite(source.Path), Sqlite(target.Path));
        AssertEqual(report);
        Assert.False(report.Resumed);
        Assert.Equal(2 + (2 * SuiteFolder.Partitions) + 2, report.Sections.Count);
        Assert.True(report.Sections.Single(section => section.Name == "content keys").Count > 0);
        Assert.True(report.Sections.Where(section => section.Name.StartsWith("cells", StringComparison.Ordinal)).Sum(section => section.Count) > 500);
        Assert.False(Directory.Exists(target.File("copying")));

        // And its own check finds it sound, as it does the source.
        foreach (string folder in (string[])[source.Path, target.Path])
        {
            StoreCheckReport check = await Storage.Sqlite.Copy.SqliteStoreCheck.RunAsync(folder, null, CancellationToken.None);
            Assert.True(check.IsSound, string.Join('\n', check.Problems.Concat(check.Files.SelectMany(file => file.Problems))));
        }
    }

    [Fact]
    public async Task Services_go_on_where_they_stopped()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(1);
        using TempFolder target = new();
        AssertEqual(await CopyAsync(Sqlite(source.Path), Sqlite(target.Path)));
        await using SqliteSampleLog from = await SuiteFolder.OpenLogAsync(source.Path, TimeProvider.System);
        await using SqliteSampleLog to = await SuiteFolder.OpenLogAsync(target.Path, TimeProvider.System);
        ProducerPosition at = (await from.GetProducerAsync(SuiteFolder.Lanes[0], CancellationToken.None))!.Value;
        Assert.Equal(at, await to.GetProducerAsync(SuiteFolder.Lanes[0], CancellationToken.None));

        AppendEntry known = Lanes.Batch(SuiteFolder.Lanes[0], at.DurableSequence);
        AppendResult again = await to.AppendAsync(known, CancellationToken.None);
        Assert.Equal(AppendOutcome.Duplicate, again.Outcome);
        Assert.Equal($"refused {at.DurableSequence}", System.Text.Encoding.UTF8.GetString(again.StoredOutcome.Span));
        Assert.Equal(AppendOutcome.Gap, (await to.AppendAsync(Lanes.Batch(SuiteFolder.Lanes[0], at.DurableSequence + 2), CancellationToken.None)).Outcome);
        Assert.Equal(AppendOutcome.Appended, (await to.AppendAsync(Lanes.Batch(SuiteFolder.Lanes[0], at.DurableSequence + 1), CancellationToken.None)).Outcome);
        Assert.Empty(await to.ListProducersAsync("store-copy", CancellationToken.None));

        // Folding goes on with the first record that was not folded.
        await using SqliteMeasurementStore fromCells = await SuiteFolder.OpenCellsAsync(source.Path);
        await using SqliteMeasurementStore toCells = await SuiteFolder.OpenCellsAsync(target.Path);
        for (int partition = 0; partition < SuiteFolder.Partitions; partition++)
        {
            LogPosition left = (await SuiteFolder.LeaseAsync(fromCells, partition)).Position;
            LogPosition right = (await SuiteFolder.LeaseAsync(toCells, partition)).Position;
            IReadOnlyList<LogEntry> next = await from.ReadAsync(partition, left, 1, CancellationToken.None);
            IReadOnlyList<LogEntry> copied = await to.ReadAsync(partition, right, 1, CancellationToken.None);
            Assert.Equal(next.Select(entry => Convert.ToHexString(entry.Record.Span)), copied.Take(next.Count).Select(entry => Convert.ToHexString(entry.Record.Span)));
        }
    }

    [Fact]
    public async Task Events_keep_their_positions_and_go_on_after_the_last()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(2);
        using TempFolder target = new();
        AssertEqual(await CopyAsync(Sqlite(source.Path), Sqlite(target.Path)));
        await using SqliteEventStore from = await SuiteFolder.OpenEventsAsync(source.Path, "catalog");
        await using SqliteEventStore to = await SuiteFolder.OpenEventsAsync(target.Path, "catalog");
        IReadOnlyList<StoredEvent> all = await from.FollowAsync(0, 1000, CancellationToken.None);
        IReadOnlyList<StoredEvent> copied = await to.FollowAsync(0, 1000, CancellationToken.None);
        Assert.Equal(all.Select(one => (one.Position, one.Stream, one.Version, one.Id)), copied.Select(one => (one.Position, one.Stream, one.Version, one.Id)));
        Assert.True((await to.AppendAsync("new", 0, [new NewEvent("n", "t", new byte[1], 1)], CancellationToken.None)).Appended);
        Assert.Equal(all[^1].Position + 1, (await to.FollowAsync(all[^1].Position, 10, CancellationToken.None))[0].Position);
    }

    [Fact]
    public async Task A_copy_that_was_interrupted_anywhere_is_gone_on_with()
    {
        int rounds = Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full" ? 40 : 6;
        Random random = new(Proofs.Seed);
        using SuiteFolder source = await SuiteFolder.MakeAsync(Proofs.Seed);
        int reports = await CountAsync(source.Path);
        int interruptions = 0;
        for (int round = 0; round < rounds; round++)
        {
            using TempFolder target = new();
            StoreCopyReport? report = null;
            for (int attempt = 0; report is null && attempt < 50; attempt++)
            {
                try
                {
                    report = await CopyAsync(Sqlite(source.Path), Sqlite(target.Path), Interruption.Random(random, reports));
                }
                catch (InterruptedException)
                {
                    interruptions++;
                }
            }

            AssertEqual(report!);
        }

        Assert.True(interruptions > 0);
        Proofs.Report("store-copy-interrupted", $"{rounds} copies interrupted {interruptions} times and gone on with, all equal");
    }

    internal static async Task<int> CountAsync(string source)
    {
        using TempFolder target = new();
        Interruption never = new(0);
        AssertEqual(await CopyAsync(Sqlite(source), Sqlite(target.Path), never));
        return never.Count;
    }

    [Fact]
    public async Task A_difference_at_the_target_is_found()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(3);
        using TempFolder target = new();

        // Interrupted while it compares the last partition: its cells are there already.
        await Assert.ThrowsAsync<InterruptedException>(() => CopyAsync(Sqlite(source.Path), Sqlite(target.Path), new Interruption(1, "events of catalog")));
        using (RawSqlite cells = new(target.File("copying/sla/cells.db")))
        {
            Assert.NotNull(cells.Run("UPDATE hour SET data = x'00' WHERE id = (SELECT min(id) FROM hour) RETURNING id"));
        }

        StoreCopyReport report = await CopyAsync(Sqlite(source.Path), Sqlite(target.Path));
        Assert.True(report.Resumed);
        StoreCopySection section = Assert.Single(report.Sections, section => !section.IsEqual);
        Assert.StartsWith("cells of partition", section.Name, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target.File("sla")));
    }

    [Fact]
    public async Task A_target_that_is_not_empty_is_refused()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(4);
        using SuiteFolder other = await SuiteFolder.MakeAsync(5);
        StoreCopyException refused = await Assert.ThrowsAsync<StoreCopyException>(() => CopyAsync(Sqlite(source.Path), Sqlite(other.Path)));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_unfinished_copy_of_another_source_is_refused()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(6);
        using SuiteFolder other = await SuiteFolder.MakeAsync(7);
        using TempFolder target = new();
        await Assert.ThrowsAsync<InterruptedException>(() => CopyAsync(Sqlite(source.Path), Sqlite(target.Path), new Interruption(3)));
        StoreCopyException refused = await Assert.ThrowsAsync<StoreCopyException>(() => CopyAsync(Sqlite(other.Path), Sqlite(target.Path)));
        Assert.Contains("another source", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_whose_services_run_is_refused()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(8);
        using TempFolder target = new();
        await using (SqliteMeasurementStore running = await SuiteFolder.OpenCellsAsync(source.Path))
        {
            StoreFileException refused = await Assert.ThrowsAsync<StoreFileException>(() => CopyAsync(Sqlite(source.Path), Sqlite(target.Path)));
            Assert.Equal(StoreFileProblem.InUse, refused.Problem);
            await SuiteFolder.LeaseAsync(running, 0);
        }

        // It was killed: its lease holds until its end.
        StoreCopyException held = await Assert.ThrowsAsync<StoreCopyException>(() => CopyAsync(Sqlite(source.Path), Sqlite(target.Path)));
        Assert.Contains("partition 0 is being folded", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_copy_is_not_copied_over()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(9);
        using TempFolder target = new();
        AssertEqual(await CopyAsync(Sqlite(source.Path), Sqlite(target.Path)));
        StoreCopyException refused = await Assert.ThrowsAsync<StoreCopyException>(() => CopyAsync(Sqlite(source.Path), Sqlite(target.Path)));
        Assert.Contains("finished before", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:")]
    [InlineData("redis:")]
    [InlineData("postgres:localhost")]
    [InlineData("data")]
    public void A_wrong_address_is_told_with_what_is_allowed(string text)
    {
        Assert.False(StoreAddress.TryParse(text, new Storage.Redis.RedisStoreOptions(), out _, out string error));
        Assert.Contains("sqlite:FOLDER or redis:HOST:PORT", error, StringComparison.Ordinal);
    }
}
