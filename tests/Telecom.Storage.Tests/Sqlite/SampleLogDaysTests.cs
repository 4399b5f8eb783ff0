using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class SampleLogDaysTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private SqliteSampleLogEngine? _engine;
    private ISampleLog? _log;

    private ISampleLog Log => _log!;

    private SqliteSampleLogEngine Engine => _engine!;

    public async Task InitializeAsync()
    {
        _engine = new SqliteSampleLogEngine();
        _log = await Engine.OpenAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Engine.DisposeAsync();
    }

    [Fact]
    public async Task Each_utc_day_has_a_file_and_positions_grow_over_midnight()
    {
        await AppendAsync(1);
        Engine.Time.Step(new DateTimeOffset(2026, 11, 22, 23, 59, 59, 999, TimeSpan.Zero));
        await AppendAsync(2);
        Engine.Time.Step(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.FromHours(1)));
        await AppendAsync(3);

        Assert.Equal(["log-2026-11-22.db", "log-2026-11-23.db"], DayFiles());
        List<LogEntry> all = await Log.ReadAllAsync(Lane());
        long first = new DateOnly(2026, 11, 22).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        Assert.Equal([(first, 1ul), (first, 2ul), (first + 1, 3ul)], all.Select(entry => (entry.Position.Major, SequenceOf(entry))));
        Assert.True(all[0].Position < all[1].Position && all[1].Position < all[2].Position);
    }

    [Fact]
    public async Task A_new_day_knows_what_the_old_ones_deduplicated()
    {
        await AppendAsync(1, outcome: "kept", refused: 1);
        Engine.Time.Advance(Day * 3);

        AppendResult replayed = await AppendAsync(1);
        Assert.Equal((AppendOutcome.Duplicate, "kept"), (replayed.Outcome, System.Text.Encoding.UTF8.GetString(replayed.StoredOutcome.Span)));
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(2)).Outcome);
        Assert.Equal(new ProducerPosition(Lane(), 2, 6, 1), await Log.GetProducerAsync(Lane(), CancellationToken.None));

        await ReopenAsync();
        Assert.Equal(AppendOutcome.Duplicate, (await AppendAsync(1)).Outcome);
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(3)).Outcome);
        Assert.Equal(["log-2026-11-22.db", "log-2026-11-25.db"], DayFiles());
    }

    [Fact]
    public async Task A_clock_that_steps_back_goes_on_in_the_newest_file()
    {
        Engine.Time.Advance(Day);
        await AppendAsync(1);
        Engine.Time.Step(new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero));
        await AppendAsync(2);
        await ReopenAsync();
        await AppendAsync(3);
        Engine.Time.Step(new DateTimeOffset(1969, 7, 20, 20, 17, 0, TimeSpan.Zero));
        await AppendAsync(4);
        Engine.Time.Step(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        await AppendAsync(5);

        List<LogEntry> all = await Log.ReadAllAsync(Lane());
        Assert.Equal([1ul, 2ul, 3ul, 4ul, 5ul], all.Select(SequenceOf));
        Assert.Equal(all.Select(entry => entry.Position).Order(), all.Select(entry => entry.Position));
        Assert.Equal([0L, 0L, 0L, 0L, 1L], all.Select(entry => entry.Position.Major - all[0].Position.Major));
        Assert.Equal(["log-2026-11-22.db", "log-2026-11-23.db", "log-2026-11-24.db"], DayFiles());
    }

    [Fact]
    public async Task A_log_that_begins_before_1970_begins_at_its_first_day()
    {
        await using SqliteSampleLogEngine early = new();
        early.Time.Step(new DateTimeOffset(1960, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using ISampleLog log = await early.OpenAsync();
        await log.AppendAsync(Batch(Lane(), 1), CancellationToken.None);
        Assert.True(Assert.Single(await log.ReadAllAsync(Lane())).Position > LogPosition.Start);
    }

    [Fact]
    public async Task A_day_that_was_unlinked_is_passed_over_and_nothing_of_its_lanes_is_forgotten()
    {
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        await AppendAsync(1);
        await AppendAsync(2);
        LogPosition afterFirst = (await reader.ReadAllAsync(Lane()))[0].Position;
        Engine.Time.Advance(Day);
        await AppendAsync(3);
        foreach (string file in Directory.EnumerateFiles(Engine.Folder, "log-2026-11-22.db*"))
        {
            File.Delete(file);
        }

        int partition = Lane().PartitionOf(Log.PartitionCount);
        Assert.Equal([3ul], (await reader.ReadAsync(partition, afterFirst, 10_000, CancellationToken.None)).Select(SequenceOf));
        Assert.Equal([3ul], (await Log.ReadAllAsync(Lane())).Select(SequenceOf));
        await ReopenAsync();
        Assert.Equal(AppendOutcome.Duplicate, (await AppendAsync(2)).Outcome);
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(4)).Outcome);
    }

    [Fact]
    public async Task What_a_trim_says_is_gone_survives_the_loss_of_what_was_not_synced()
    {
        await AppendAsync(1);
        await AppendAsync(2);
        Engine.Time.Advance(Day * 2);
        await AppendAsync(3);
        int partition = Lane().PartitionOf(Log.PartitionCount);
        Dictionary<int, LogPosition> all = new() { [partition] = new LogPosition(long.MaxValue, long.MaxValue) };
        Assert.Equal(2, (await Log.TrimAsync(new LogTrim(all, long.MaxValue, 0), CancellationToken.None)).Records);
        LogRange range = await Log.GetRangeAsync(partition, CancellationToken.None);
        Assert.True(range.TrimmedTo > LogPosition.Start);

        // The unlinking was synced; the index's write-ahead log since its last sync is what a power loss may take.
        using TempFolder disk = new();
        foreach (string file in Directory.EnumerateFiles(Engine.Folder, "log-*").Where(static file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, disk.File(Path.GetFileName(file)));
        }

        await using SqliteSampleLogEngine after = new(disk.Path);
        after.Time.Advance(Day * 2);
        await using ISampleLog log = await after.OpenAsync();
        Assert.Equal(range, await log.GetRangeAsync(partition, CancellationToken.None));
        Assert.Equal([3ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [Fact]
    public async Task A_read_goes_on_over_many_days_until_the_bytes_are_full()
    {
        for (ulong sequence = 1; sequence <= 12; sequence++)
        {
            await AppendAsync(sequence, length: 100);
            Engine.Time.Advance(Day / 2);
        }

        int partition = Lane().PartitionOf(Log.PartitionCount);
        Assert.Equal(12, (await Log.ReadAsync(partition, LogPosition.Start, 1200, CancellationToken.None)).Count);
        Assert.Equal(11, (await Log.ReadAsync(partition, LogPosition.Start, 1199, CancellationToken.None)).Count);
        Assert.Equal(12, (await Log.ReadAllAsync(Lane())).Count);
    }

    [Fact]
    public async Task A_reader_that_follows_skips_nothing_while_days_change_under_it()
    {
        const int Batches = 300;
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        int partition = Lane().PartitionOf(Log.PartitionCount);
        Task<List<ulong>> follower = Task.Run(async () =>
        {
            List<ulong> seen = [];
            LogPosition at = LogPosition.Start;
            long began = TimeProvider.System.GetTimestamp();
            while (seen.Count < Batches && TimeProvider.System.GetElapsedTime(began) < Eventually.Bound)
            {
                foreach (LogEntry entry in await reader.ReadAsync(partition, at, 200, CancellationToken.None))
                {
                    seen.Add(SequenceOf(entry));
                    at = entry.Position;
                }
            }

            return seen;
        });

        for (ulong sequence = 1; sequence <= Batches; sequence++)
        {
            if (sequence % 10 == 0)
            {
                Engine.Time.Advance(Day);
            }

            await AppendAsync(sequence);
        }

        Assert.Equal(Enumerable.Range(1, Batches).Select(i => (ulong)i), await follower);
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_a_new_day()
    {
        await AppendAsync(1);
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        Task wait = reader.WaitForAppendAsync(TimeSpan.FromDays(9), CancellationToken.None).AsTask();
        await Eventually.TrueAsync(() => Engine.Time.ActiveTimers > 0, "the reader waits");
        Engine.Time.Advance(Day);
        await AppendAsync(2);
        await Eventually.TrueAsync(
            () =>
            {
                Engine.Time.Advance(TimeSpan.FromMilliseconds(100));
                return wait.IsCompleted;
            },
            "the reader is woken");
        await wait;
    }

    [Fact]
    public async Task What_an_interrupted_day_change_left_is_removed()
    {
        await AppendAsync(1);
        await Log.DisposeAsync();
        string[] left = [Path.Combine(Engine.Folder, "new-log-2026-11-23.db"), Path.Combine(Engine.Folder, "new-log-2026-11-23.db-journal")];
        await Task.WhenAll(left.Select(file => File.WriteAllTextAsync(file, "torn")));

        _log = await Engine.OpenAsync();

        Assert.All(left, file => Assert.False(File.Exists(file)));
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(2)).Outcome);
    }

    private Task<AppendResult> AppendAsync(ulong sequence, int length = 64, string outcome = "", int refused = 0) =>
        Log.AppendAsync(Batch(Lane(), sequence, length, outcome, refused), CancellationToken.None).AsTask();

    private async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        _log = await Engine.OpenAsync();
    }

    private IEnumerable<string> DayFiles() =>
        Directory.EnumerateFiles(Engine.Folder, "log-*.db").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
