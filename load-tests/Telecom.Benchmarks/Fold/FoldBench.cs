using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Folding;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;

namespace Telecom.Benchmarks.Fold;

/// <summary>
/// Folding alone: a log in memory of one three-value sample a second and circuit, folded into a real embedded store. The result counts
/// single values per processor second, with decoding, cells, their bytes, the store's transactions, and roll-ups when they are asked for.
/// </summary>
internal static class FoldBench
{
    private const int Partitions = 64;

    /// <summary>Folds a fresh log.</summary>
    /// <param name="circuits">Circuits.</param>
    /// <param name="minutes">Minutes of each circuit.</param>
    /// <param name="withRollups">Whether hours and days are rolled up too.</param>
    /// <param name="folder">An empty folder for the store.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>Values, processor time, and bytes of the store's file.</returns>
    public static async Task<(long Values, TimeSpan Processor, long Bytes)> RunAsync(
        int circuits, int minutes, bool withRollups, string folder, CancellationToken cancellationToken)
    {
        FoldLog log = FoldLog.Make(circuits, minutes, Partitions);
        await using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        SlaMetrics metrics = new(services.GetRequiredService<IMeterFactory>(), new FoldHealth(TimeProvider.System), TimeProvider.System);
        FoldOptions options = new() { RollupInterval = withRollups ? TimeSpan.Zero : TimeSpan.FromHours(1), RollupGrace = TimeSpan.Zero };
        TimeSpan processor;
        await using (SqliteMeasurementStore store = await SqliteMeasurementStore.OpenAsync(
            new SqliteMeasurementStoreOptions { Folder = folder }, TimeProvider.System, NullLogger.Instance, cancellationToken))
        {
            GC.Collect();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Guid owner = Guid.NewGuid();
            for (int partition = 0; partition < Partitions; partition++)
            {
                if (log.EndOf(partition) == LogPosition.Start)
                {
                    continue;
                }

                PartitionWorker worker = new(partition, owner, log, store, options, TimeProvider.System, metrics, NullLogger.Instance);
                while (await worker.StepAsync(cancellationToken))
                {
                }
            }

            processor = Environment.CpuUsage.TotalTime - before;
            long counted = 0;
            foreach (CellRow row in await store.ReadCircuitAsync(FoldLog.CircuitName(circuits - 1), 0, long.MaxValue, cancellationToken))
            {
                counted += MinuteCellCodec.Decode(row.Cell.Span).LossCount;
            }

            if (counted != minutes * 60)
            {
                throw new InvalidOperationException($"{counted} of {minutes * 60} samples of the last circuit are in its cells");
            }
        }

        return (log.Values, processor, new FileInfo(Path.Combine(folder, SqliteMeasurementStore.FileName)).Length);
    }
}
