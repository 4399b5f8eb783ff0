using System.Security.Cryptography;
using Telecom.Storage.Copy;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Sqlite.Copy;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Copy;

/// <summary>The check of a data folder, and backups of it.</summary>
public sealed class StoreCheckTests
{
    [Fact]
    public async Task A_folder_with_everything_is_sound()
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(20);
        StoreCheckReport report = await CheckAsync(suite.Path);
        Assert.True(report.IsSound, Told(report));
        Assert.Contains(report.Files, file => file.Kind == "measurement store" && file.Content.Contains("minute cells", StringComparison.Ordinal));
        Assert.Equal(3, report.Files.Count(file => file.Kind == "sample log"));
        Assert.Equal(2, report.Files.Count(file => file.Kind == "event store"));
    }

    [Fact]
    public async Task Every_byte_that_is_flipped_in_the_records_is_found()
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(21);
        string records = Directory.GetFiles(Path.Combine(suite.Path, "ingestion"), "*.records").Order().First();
        byte[] whole = await File.ReadAllBytesAsync(records);
        for (int at = 0; at < whole.Length; at += Math.Max(1, whole.Length / 25))
        {
            if (IsUnused(whole, at))
            {
                continue;
            }

            byte[] flipped = [.. whole];
            flipped[at] ^= 0x10;
            await File.WriteAllBytesAsync(records, flipped);
            StoreCheckReport report = await CheckAsync(suite.Path);
            Assert.False(report.IsSound, FormattableString.Invariant($"byte {at} of {whole.Length}"));
        }

        await File.WriteAllBytesAsync(records, whole);
        Assert.True((await CheckAsync(suite.Path)).IsSound);
    }

    [Fact]
    public async Task A_damaged_page_is_found()
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(22);
        long page;
        using (RawSqlite raw = new(suite.CellsFile))
        {
            page = (long)raw.Run("SELECT rootpage FROM sqlite_schema WHERE name = 'cell'")!;
        }

        byte[] bytes = await File.ReadAllBytesAsync(suite.CellsFile);
        Array.Fill(bytes, (byte)0x55, (int)(page - 1) * 16384, 4096);
        await File.WriteAllBytesAsync(suite.CellsFile, bytes);
        StoreCheckReport report = await CheckAsync(suite.Path);
        Assert.False(report.IsSound);
        Assert.Contains(report.Files, file => file.File.EndsWith("cells.db", StringComparison.Ordinal) && file.Problems.Count > 0);
    }

    [Theory]
    [InlineData("UPDATE series SET agent = 4711 WHERE id = 1", "has no name")]
    [InlineData("DELETE FROM series WHERE id = 1", "which there is not")]
    [InlineData("UPDATE partition SET major = 99999 WHERE id = 1", "beyond the log's last record")]
    [InlineData("UPDATE partition SET major = 1 WHERE id = 1", "the records in between are lost")]
    public async Task Cells_that_do_not_fit_are_found(string change, string told)
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(23);
        Change(suite.CellsFile, change);
        StoreCheckReport report = await CheckAsync(suite.Path);
        Assert.False(report.IsSound);
        Assert.Contains(told, Told(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_with_a_gap_are_found()
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(24);
        Change(Path.Combine(suite.Path, "catalog", "events.db"), "DELETE FROM event WHERE version = 2 AND stream = 'customers/acme/catalog/7'");
        Assert.Contains("customers/acme/catalog/7 have gaps", Told(await CheckAsync(suite.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_store_is_refused()
    {
        using TempFolder empty = new();
        await Assert.ThrowsAsync<StoreCopyException>(() => CheckAsync(empty.Path));
        await Assert.ThrowsAsync<StoreCopyException>(() => CheckAsync(empty.File("absent")));
    }

    [Fact]
    public async Task A_backup_that_is_made_while_the_log_is_written_is_whole_and_opens()
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(25);
        using TempFolder to = new();
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        ulong before;
        await using (SqliteSampleLog log = await SuiteFolder.OpenLogAsync(suite.Path, time))
        {
            using CancellationTokenSource stop = new();
            Sla.Domain.Names.ProducerLane lane = Lanes.Lane(agent: 9);
            await AppendAsync(log, lane, 1);
            Task<ulong> writing = Task.Run(async () =>
            {
                ulong sequence = 1;
                while (!stop.IsCancellationRequested)
                {
                    await AppendAsync(log, lane, ++sequence);
                }

                return sequence;
            });
            before = (await log.GetProducerAsync(lane, CancellationToken.None))!.Value.DurableSequence;
            StoreBackupReport report = await SqliteStoreBackup.RunAsync(suite.Path, to.File("backup"), null, CancellationToken.None);
            await stop.CancelAsync();
            await writing;
            Assert.True(report.Check.IsSound, Told(report.Check));
            Assert.Equal(3 * 2 + 1 + 2, report.Files.Count);
        }

        // As sha256sum would check it.
        foreach (string line in await File.ReadAllLinesAsync(Path.Combine(to.File("backup"), SqliteStoreBackup.SumsFile)))
        {
            string file = Path.Combine(to.File("backup"), line[66..]);
            Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file))));
        }

        await using SqliteSampleLog restored = await SuiteFolder.OpenLogAsync(to.File("backup"), time);
        ProducerPosition at = (await restored.GetProducerAsync(Lanes.Lane(agent: 9), CancellationToken.None))!.Value;
        Assert.True(at.DurableSequence >= before);
        Assert.Equal(AppendOutcome.Appended, (await restored.AppendAsync(Lanes.Batch(Lanes.Lane(agent: 9), at.DurableSequence + 1), CancellationToken.None)).Outcome);
        await using SqliteMeasurementStore cells = await SuiteFolder.OpenCellsAsync(to.File("backup"));
        Assert.NotEmpty(await cells.ReadCircuitAsync("customers/acme/circuits/line-1", 0, 1 << 27, CancellationToken.None));
    }

    [Fact]
    public async Task A_backup_has_no_owners_of_what_was_being_folded()
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(27);
        using TempFolder to = new();
        await using (SqliteMeasurementStore running = await SuiteFolder.OpenCellsAsync(suite.Path))
        {
            await SuiteFolder.LeaseAsync(running, 2);
            StoreBackupReport report = await SqliteStoreBackup.RunAsync(suite.Path, to.File("backup"), null, CancellationToken.None);
            Assert.True(report.Check.IsSound, Told(report.Check));
        }

        await using SqliteMeasurementStore restored = await SuiteFolder.OpenCellsAsync(to.File("backup"));
        await SuiteFolder.LeaseAsync(restored, 2);
    }

    [Fact]
    public async Task A_backup_into_a_folder_with_something_in_it_or_into_the_data_itself_is_refused()
    {
        using SuiteFolder suite = await SuiteFolder.MakeAsync(26);
        using TempFolder full = new();
        await File.WriteAllTextAsync(full.File("x"), "x");
        await Assert.ThrowsAsync<StoreCopyException>(() => SqliteStoreBackup.RunAsync(suite.Path, full.Path, null, CancellationToken.None));
        await Assert.ThrowsAsync<StoreCopyException>(() => SqliteStoreBackup.RunAsync(suite.Path, Path.Combine(suite.Path, "backup"), null, CancellationToken.None));
    }

    // The last four bytes of a group's header of 48 mean nothing, and its checksum leaves them out.
    private static bool IsUnused(byte[] records, int at) =>
        Enumerable.Range(44, 4).Any(back => at >= back && records.AsSpan(at - back, 4).SequenceEqual("TSLG"u8));

    private static async Task AppendAsync(SqliteSampleLog log, Sla.Domain.Names.ProducerLane lane, ulong sequence) =>
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Lanes.Batch(lane, sequence, 2000), CancellationToken.None)).Outcome);

    private static Task<StoreCheckReport> CheckAsync(string folder) => SqliteStoreCheck.RunAsync(folder, null, CancellationToken.None);

    private static string Told(StoreCheckReport report) => string.Join('\n', report.Problems.Concat(report.Files.SelectMany(file => file.Problems)));

    private static void Change(string file, string sql)
    {
        using RawSqlite raw = new(file);
        raw.Run(sql);
    }
}
