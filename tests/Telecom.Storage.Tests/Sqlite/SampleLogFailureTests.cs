using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class SampleLogFailureTests
{
    private const string DayFile = "log-2026-11-22.db";

    [Fact]
    public async Task A_group_that_is_kept_from_writing_fails_whole_and_leaves_its_lanes_as_they_were()
    {
        await using SqliteSampleLogEngine engine = new();
        await using ISampleLog log = await engine.OpenAsync();
        await AppendAsync(log, 1);
        using (RawSqlite stray = new(Path.Combine(engine.Folder, DayFile)))
        {
            stray.Run("BEGIN IMMEDIATE");
            Task<AppendResult>[] underWay = [.. Enumerable.Range(2, 5).Select(sequence => AppendAsync(log, (ulong)sequence))];
            foreach (Task<AppendResult> append in underWay)
            {
                StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => append);
                Assert.Equal(engine.Options.RetryDelay, refusal.RetryAfter);
            }

            Assert.Equal(new ProducerPosition(Lane(), 1, 3, 0), await log.GetProducerAsync(Lane(), CancellationToken.None));
            stray.Run("ROLLBACK");
        }

        Assert.Equal(AppendOutcome.Gap, (await AppendAsync(log, 3)).Outcome);
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(log, 2)).Outcome);
        Assert.Equal([1ul, 2ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [Fact]
    public async Task An_index_that_cannot_be_folded_takes_no_answer_back_and_is_folded_when_it_can_be()
    {
        const int Lanes = 4096;
        await using SqliteSampleLogEngine engine = new();
        EventIds events = new();
        await using SqliteSampleLog log = await SqliteSampleLog.OpenAsync(engine.Options, engine.Time, events, CancellationToken.None);
        using (RawSqlite stray = new(Path.Combine(engine.Folder, DayFile)))
        {
            stray.Run("CREATE TRIGGER refuse BEFORE INSERT ON producer BEGIN SELECT RAISE(FAIL, 'refused'); END");
            AppendResult[] results = await Task.WhenAll(
                Enumerable.Range(0, Lanes).Select(lane => log.AppendAsync(Batch(Lane(1, (uint)lane), 1), CancellationToken.None).AsTask()));
            Assert.All(results, static result => Assert.Equal(AppendOutcome.Appended, result.Outcome));
            await Eventually.TrueAsync(() => events.Contains(9031) || events.Contains(9030), "the fold failed");
            Assert.False(events.Contains(9030), "what was stored is said to be refused");
            stray.Run("DROP TRIGGER refuse");
        }

        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Batch(Lane(1, 7), 2), CancellationToken.None)).Outcome);
        Assert.Equal(AppendOutcome.Duplicate, (await log.AppendAsync(Batch(Lane(1, Lanes - 1), 1), CancellationToken.None)).Outcome);
        Assert.Equal(Lanes, (await log.ListProducersAsync(Lane().Agent, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task An_agent_name_that_no_record_can_hold_is_refused_alone()
    {
        await using SqliteSampleLogEngine engine = new();
        await using ISampleLog log = await engine.OpenAsync();
        AppendEntry one = Batch(Lane(), 1);
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await log.AppendAsync(one with { Lane = one.Lane with { Agent = new string('a', 70_000) } }, CancellationToken.None));
        ProducerLane longest = one.Lane with { Agent = new string('\u20ac', ushort.MaxValue / 3) };
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(one with { Lane = longest }, CancellationToken.None)).Outcome);
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(one, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task What_waits_while_the_writer_is_busy_becomes_one_group_and_duplicates_in_it_are_stored_once()
    {
        await using SqliteSampleLogEngine engine = new();
        engine.Options.BusyTimeout = TimeSpan.FromMinutes(1);
        await using ISampleLog log = await engine.OpenAsync();
        Task<AppendResult>[] underWay;
        using (RawSqlite stray = new(Path.Combine(engine.Folder, DayFile)))
        {
            stray.Run("BEGIN IMMEDIATE");
            underWay = [.. new ulong[] { 1, 1, 2, 1, 4, 3, 2, 4 }.Select(sequence => AppendAsync(log, sequence, $"first of {sequence}"))];
            Assert.All(underWay, append => Assert.False(append.IsCompleted));
            Assert.Null(await log.GetProducerAsync(Lane(), CancellationToken.None));
            Assert.Empty(await log.ReadAllAsync(Lane()));
            stray.Run("ROLLBACK");
        }

        AppendResult[] results = await Task.WhenAll(underWay);

        AppendOutcome[] expected =
        [
            AppendOutcome.Appended, AppendOutcome.Duplicate, AppendOutcome.Appended, AppendOutcome.Duplicate,
            AppendOutcome.Gap, AppendOutcome.Appended, AppendOutcome.Duplicate, AppendOutcome.Appended,
        ];
        Assert.Equal(expected, results.Select(result => result.Outcome));
        Assert.Equal("first of 1", System.Text.Encoding.UTF8.GetString(results[3].StoredOutcome.Span));
        Assert.Equal([1ul, 2ul, 3ul, 4ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait_and_loses_nothing()
    {
        await using SqliteSampleLogEngine engine = new();
        engine.Options.BusyTimeout = TimeSpan.FromMinutes(1);
        engine.Options.QueueEntries = 3;
        engine.Options.GroupEntries = 2;
        await using ISampleLog log = await engine.OpenAsync();
        Task<AppendResult>[] underWay;
        using CancellationTokenSource stop = new();
        using (RawSqlite stray = new(Path.Combine(engine.Folder, DayFile)))
        {
            stray.Run("BEGIN IMMEDIATE");
            underWay = [.. Enumerable.Range(1, 40).Select(sequence => AppendAsync(log, (ulong)sequence))];

            // The queue is full, so this one waits for room; it is withdrawn before it has any.
            Task<AppendResult> withdrawn = log.AppendAsync(Batch(Lane(), 41), stop.Token).AsTask();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
            stray.Run("ROLLBACK");
        }

        AppendResult[] results = await Task.WhenAll(underWay);
        Assert.All(results, result => Assert.Equal(AppendOutcome.Appended, result.Outcome));
        Assert.Equal(new ProducerPosition(Lane(), 40, 120, 0), await log.GetProducerAsync(Lane(), CancellationToken.None));
    }

    [Fact]
    public async Task A_log_whose_folder_vanished_is_unavailable_and_tries_again_only_after_a_pause()
    {
        await using SqliteSampleLogEngine engine = new();
        await using ISampleLog log = await engine.OpenAsync();
        await AppendAsync(log, 1);
        string away = engine.Folder + "-away";
        Directory.Move(engine.Folder, away);
        engine.Time.Advance(TimeSpan.FromDays(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(log, 2));
        Directory.Move(away, engine.Folder);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(log, 2));
        engine.Time.Advance(engine.Options.RetryDelay);

        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(log, 2)).Outcome);
        Assert.Equal([1ul, 2ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [Fact]
    public async Task A_write_ahead_log_that_a_reader_kept_growing_is_emptied_when_the_reader_left()
    {
        await using SqliteSampleLogEngine engine = new();
        engine.Options.MaxWalBytes = 16 << 20;
        await using ISampleLog log = await engine.OpenAsync();
        string wal = Path.Combine(engine.Folder, DayFile + "-wal");
        ulong sequence = 0;
        using (RawSqlite reader = new(Path.Combine(engine.Folder, DayFile)))
        {
            reader.Run("BEGIN");
            reader.Run("SELECT count(*) FROM record_group");
            while (new FileInfo(wal).Length <= 16 << 20)
            {
                await AppendAsync(log, ++sequence, outcome: new string('x', 500_000));
                Assert.True(sequence < 100);
            }

            await AppendAsync(log, ++sequence);
            Assert.True(new FileInfo(wal).Length > 16 << 20);
            reader.Run("COMMIT");
        }

        engine.Time.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(log, ++sequence);
        await Eventually.TrueAsync(() => new FileInfo(wal).Length < 1 << 20, "the write-ahead log is emptied");
        Assert.Equal((int)sequence, (await log.ReadAllAsync(Lane().PartitionOf(8), 100_000_000)).Count);
    }

    [FactIf(Need.Tmpfs)]
    public async Task A_full_disk_refuses_appends_and_they_go_on_when_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 24);
        await using SqliteSampleLogEngine engine = new(Path.Combine(disk.Path, "log"));
        engine.Options.CheckpointPages = 100;
        await using ISampleLog log = await engine.OpenAsync();
        ulong acknowledged = 0;
        for (int cycle = 0; cycle < 3; cycle++)
        {
            using (disk.Fill())
            {
                StoreUnavailableException? refusal = null;
                for (int i = 0; i < 2000 && refusal is null; i++)
                {
                    try
                    {
                        await AppendAsync(log, acknowledged + 1, length: 20_000);
                        acknowledged++;
                    }
                    catch (StoreUnavailableException e)
                    {
                        refusal = e;
                    }
                }

                Assert.NotNull(refusal);
                engine.Time.Advance(engine.Options.RetryDelay);
                await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(log, acknowledged + 1, length: 20_000));
            }

            engine.Time.Advance(engine.Options.RetryDelay);
            Assert.NotEqual(AppendOutcome.Gap, (await AppendAsync(log, ++acknowledged, length: 20_000)).Outcome);
        }

        IEnumerable<ulong> stored = (await log.ReadAllAsync(Lane().PartitionOf(8), 1_000_000)).Select(SequenceOf);
        Assert.Equal(Enumerable.Range(1, (int)acknowledged).Select(i => (ulong)i), stored);
    }

    [FactIf(Need.Tmpfs)]
    public async Task A_day_that_cannot_be_made_on_a_full_disk_is_made_when_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 8);
        await using SqliteSampleLogEngine engine = new(Path.Combine(disk.Path, "log"));
        await using ISampleLog log = await engine.OpenAsync();
        await AppendAsync(log, 1);
        engine.Time.Advance(TimeSpan.FromDays(1));
        using (disk.Fill())
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(log, 2));
        }

        engine.Time.Advance(engine.Options.RetryDelay);
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(log, 2)).Outcome);
        Assert.Equal(AppendOutcome.Duplicate, (await AppendAsync(log, 1)).Outcome);
        Assert.Equal([1ul, 2ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
        Assert.Empty(Directory.EnumerateFiles(engine.Folder, "new-*"));
    }

    private static Task<AppendResult> AppendAsync(ISampleLog log, ulong sequence, string outcome = "", int length = 64) =>
        log.AppendAsync(Batch(Lane(), sequence, length, outcome), CancellationToken.None).AsTask();

    /// <summary>Which events were logged.</summary>
    private sealed class EventIds : ILogger
    {
        private readonly ConcurrentDictionary<int, bool> _seen = new();

        public bool Contains(int id) => _seen.ContainsKey(id);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _seen[eventId.Id] = true;
    }
}
