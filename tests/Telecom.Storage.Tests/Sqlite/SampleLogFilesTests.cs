using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class SampleLogFilesTests : IAsyncLifetime, IAsyncDisposable
{
    private SqliteSampleLogEngine? _engine;

    private string DayFile => Path.Combine(Engine.Folder, "log-2026-11-22.db");

    private SqliteSampleLogEngine Engine => _engine!;

    public Task InitializeAsync()
    {
        _engine = new SqliteSampleLogEngine();
        return Task.CompletedTask;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync() => await Engine.DisposeAsync();

    [Fact]
    public async Task A_second_writer_is_refused_and_told_who_the_first_is()
    {
        await using ISampleLog first = await Engine.OpenAsync();
        StoreFileException refusal = await RefusedAsync(StoreFileProblem.InUse);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
        Assert.Equal(AppendOutcome.Appended, (await first.AppendAsync(Batch(Lane(), 1), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task The_lock_is_given_back_by_a_failed_opening_and_by_closing()
    {
        await (await Engine.OpenAsync()).DisposeAsync();
        Engine.Options.Partitions = 9;
        await RefusedAsync(StoreFileProblem.Mismatch);
        Engine.Options.Partitions = 8;
        await (await Engine.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused_with_both_numbers()
    {
        await WriteOneAsync();
        Engine.Options.Partitions = 64;
        StoreFileException refusal = await RefusedAsync(StoreFileProblem.Mismatch);
        Assert.Contains("has 8 partitions and Partitions says 64", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_layout_is_refused_by_writer_and_reader()
    {
        await WriteOneAsync();
        using (RawSqlite raw = new(DayFile))
        {
            raw.Run("PRAGMA user_version=3");
        }

        StoreFileException refusal = await RefusedAsync(StoreFileProblem.NewerSchema);
        Assert.Equal(DayFile, refusal.File);
        Assert.Contains("has layout 3", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(StoreFileProblem.NewerSchema, (await Assert.ThrowsAsync<StoreFileException>(Engine.OpenReaderAsync)).Problem);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_by_name()
    {
        await WriteOneAsync();
        await File.WriteAllBytesAsync(DayFile, new byte[50_000]);
        Assert.Contains(DayFile, (await RefusedAsync(StoreFileProblem.Damaged)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_file_is_refused_by_name()
    {
        await WriteOneAsync();
        using (FileStream file = File.OpenWrite(DayFile))
        {
            file.SetLength(file.Length - 20_000);
        }

        Assert.Contains(DayFile, (await RefusedAsync(StoreFileProblem.Damaged)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_not_taken_for_a_new_log()
    {
        await WriteOneAsync();
        File.WriteAllBytes(DayFile, []);
        await RefusedAsync(StoreFileProblem.OtherKind);
    }

    [Fact]
    public async Task A_database_of_another_kind_is_refused()
    {
        await WriteOneAsync();
        await using SqliteEventStoreEngine events = new();
        await (await events.OpenAsync()).DisposeAsync();
        File.Copy(Path.Combine(events.Options.Folder, SqliteEventStore.FileName), DayFile, overwrite: true);
        await RefusedAsync(StoreFileProblem.OtherKind);
    }

    [Fact]
    public async Task A_renamed_day_is_refused()
    {
        await WriteOneAsync();
        File.Move(DayFile, Path.Combine(Engine.Folder, "log-2026-11-30.db"));
        Assert.Contains("log-2026-11-22.db", (await RefusedAsync(StoreFileProblem.Mismatch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_of_another_log_is_refused_when_it_is_read()
    {
        await using SqliteSampleLogEngine other = new();
        await (await other.OpenAsync()).DisposeAsync();
        Engine.Time.Advance(TimeSpan.FromDays(1));
        await using ISampleLog log = await Engine.OpenAsync();
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        File.Copy(Path.Combine(other.Folder, "log-2026-11-22.db"), DayFile);

        Task Read() => reader.ReadAllAsync(0);
        Assert.Equal(StoreFileProblem.Mismatch, (await Assert.ThrowsAsync<StoreFileException>(Read)).Problem);
    }

    [Fact]
    public async Task A_damaged_page_of_an_old_day_is_an_error_that_names_the_file()
    {
        await using ISampleLog log = await Engine.OpenAsync();
        for (ulong sequence = 1; sequence <= 40; sequence++)
        {
            await log.AppendAsync(Batch(Lane(), sequence, length: 20_000), CancellationToken.None);
        }

        Engine.Time.Advance(TimeSpan.FromDays(1));
        await log.AppendAsync(Batch(Lane(), 41), CancellationToken.None);
        await using (FileStream file = new(DayFile, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            // Everything but the first page, which says what the file is.
            byte[] noise = new byte[file.Length - 4096];
            new Random(1).NextBytes(noise);
            file.Position = 4096;
            await file.WriteAsync(noise);
        }

        Task Read() => log.ReadAllAsync(Lane());
        StoreFileException damage = await Assert.ThrowsAsync<StoreFileException>(Read);
        Assert.Equal((StoreFileProblem.Damaged, DayFile), (damage.Problem, damage.File));
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Batch(Lane(), 42), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_reader_before_the_first_writer_is_told_to_try_again()
    {
        StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(Engine.OpenReaderAsync);
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        await using ISampleLog log = await Engine.OpenAsync();
        await (await Engine.OpenReaderAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_folder_is_made_with_its_parents()
    {
        string folder = Path.Combine(Engine.Folder, "a", "b", "c");
        await using SqliteSampleLog log = await SqliteSampleLog.OpenAsync(
            new SqliteSampleLogOptions { Folder = folder }, Engine.Time, NullLogger.Instance, CancellationToken.None);
        Assert.Equal(64, log.PartitionCount);
        Assert.Equal(LogDurability.Fsynced, log.Durability);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_unavailable()
    {
        await File.WriteAllTextAsync(Path.Combine(Engine.Folder, "file"), "");
        Engine.Options.Folder = Path.Combine(Engine.Folder, "file", "log");
        await Assert.ThrowsAsync<StoreUnavailableException>(Engine.OpenAsync);
    }

    [Fact]
    public async Task Files_have_small_pages_a_write_ahead_log_and_records_beside_them()
    {
        await using ISampleLog log = await Engine.OpenAsync();
        using RawSqlite raw = new(DayFile);
        Assert.Equal(4096L, raw.Run("PRAGMA page_size"));
        Assert.Equal("wal", raw.Run("PRAGMA journal_mode"));
        Assert.Equal(2L, raw.Run("PRAGMA user_version"));
        Assert.Equal("ok", raw.Run("PRAGMA integrity_check"));
        Assert.True(File.Exists(Path.ChangeExtension(DayFile, ".records")));
    }

    private async Task WriteOneAsync()
    {
        await using ISampleLog log = await Engine.OpenAsync();
        await log.AppendAsync(Batch(Lane(), 1, length: 60_000), CancellationToken.None);
    }

    private async Task<StoreFileException> RefusedAsync(StoreFileProblem problem)
    {
        StoreFileException refusal = await Assert.ThrowsAsync<StoreFileException>(Engine.OpenAsync);
        Assert.Equal(problem, refusal.Problem);
        return refusal;
    }
}
