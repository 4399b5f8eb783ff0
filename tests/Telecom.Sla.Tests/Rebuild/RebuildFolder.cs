using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage;
using Telecom.Storage.Copy;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;

namespace Telecom.Sla.Tests.Rebuild;

/// <summary>A data folder whose log was folded by the live code: two days of records, in several partitions.</summary>
internal sealed class RebuildFolder : IDisposable
{
    public const int Partitions = 4;
    private const long DayUs = 86_400_000_000;

    public string Path { get; } = Directory.CreateTempSubdirectory("telecom-rebuild-test-").FullName;

    public ManualTime Time { get; } = new(DateTimeOffset.UnixEpoch.AddTicks(RandomBatches.Start * 10).AddHours(2));

    public StoreAddress Address => new(StoreEngine.Sqlite, Path, null);

    /// <summary>Makes it.</summary>
    /// <param name="random">Seeded.</param>
    /// <param name="trimFirstDay">True to remove the first day from the log afterwards.</param>
    public static async Task<RebuildFolder> MakeAsync(Random random, bool trimFirstDay)
    {
        RebuildFolder folder = new();
        const int count = 1200;
        List<Batch> batches = [.. RandomBatches.Make(random, count, lanes: 6, circuits: 5).Select((batch, i) => i < count / 2 ? batch : Later(batch))];
        await using SqliteSampleLog log = await folder.OpenLogAsync();
        Dictionary<ProducerLane, ulong> sequences = [];
        for (int i = 0; i < count; i++)
        {
            if (i == count / 2)
            {
                await folder.FoldAsync(log);
                folder.Time.Advance(TimeSpan.FromDays(1));
            }

            ulong sequence = sequences[batches[i].Lane] = sequences.GetValueOrDefault(batches[i].Lane) + 1;
            AppendResult result = await log.AppendAsync(new AppendEntry(batches[i].Lane, sequence, batches[i].ToBytes(), 1, 0, default), CancellationToken.None);
            Assert.Equal(AppendOutcome.Appended, result.Outcome);
        }

        Dictionary<int, LogPosition> folded = await folder.FoldAsync(log);
        if (trimFirstDay)
        {
            LogTrimResult trimmed = await log.TrimAsync(new LogTrim(folded, RandomBatches.Start + DayUs, 0), CancellationToken.None);
            Assert.True(trimmed.Records > 0);
        }

        return folder;
    }

    public Task<RebuildReport> RunAsync(bool repair = false) =>
        CellRebuild.RunAsync(Address, new RebuildOptions { Repair = repair }, Time, NullLogger.Instance, null, CancellationToken.None);

    public Task<SqliteMeasurementStore> OpenCellsAsync() => SqliteMeasurementStore.OpenAsync(
        new SqliteMeasurementStoreOptions { Folder = System.IO.Path.Combine(Path, "sla") }, Time, NullLogger.Instance, CancellationToken.None);

    /// <summary>Changes the file of the cells behind everybody's back; the number that a query tells.</summary>
    public long Change(string sql)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = System.IO.Path.Combine(Path, "sla", "cells.db"), Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static Batch Later(Batch batch) => batch with
    {
        ReceivedAtUs = batch.ReceivedAtUs + DayUs,
        Samples = [.. batch.Samples.Select(sample => sample with { TimeUs = sample.TimeUs + DayUs })],
    };

    private Task<SqliteSampleLog> OpenLogAsync() => SqliteSampleLog.OpenAsync(
        new SqliteSampleLogOptions { Folder = System.IO.Path.Combine(Path, "ingestion"), Partitions = Partitions }, Time, NullLogger.Instance, CancellationToken.None);

    private async Task<Dictionary<int, LogPosition>> FoldAsync(SqliteSampleLog log)
    {
        using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        SlaMetrics metrics = new(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), new FoldHealth(Time), Time);
        await using SqliteMeasurementStore cells = await OpenCellsAsync();
        for (int partition = 0; partition < Partitions; partition++)
        {
            // Small steps and few hot cells, so that cells are written and read again often.
            FoldOptions options = new() { MaxStepBytes = 8192, MaxBacklogStepBytes = 8192, MaxHotCells = 10, RollupInterval = TimeSpan.FromSeconds(1) };
            PartitionWorker worker = new(partition, Guid.NewGuid(), log, cells, options, Time, metrics, NullLogger.Instance);
            LogPosition last = (await log.GetRangeAsync(partition, CancellationToken.None)).Last;
            for (int i = 0; i < 400 && (await cells.SyncAsync(CancellationToken.None)).GetValueOrDefault(partition) < last; i++)
            {
                await worker.StepAsync(CancellationToken.None);
                Time.Advance(TimeSpan.FromMilliseconds(100));
            }

            for (int i = 0; i < 5; i++)
            {
                Time.Advance(TimeSpan.FromSeconds(2));
                await worker.StepAsync(CancellationToken.None);
            }

            await worker.ReleaseAsync(CancellationToken.None);
        }

        return new Dictionary<int, LogPosition>(await cells.SyncAsync(CancellationToken.None));
    }
}
