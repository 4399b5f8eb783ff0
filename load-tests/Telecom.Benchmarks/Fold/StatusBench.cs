using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Storage.Sqlite;

namespace Telecom.Benchmarks.Fold;

/// <summary>Status of a month alone: cells read from a real embedded store that <see cref="FoldBench"/> filled, and rated; no gRPC.</summary>
internal static class StatusBench
{
    /// <summary>Rates the month of 30 days of one circuit again and again.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="times">How often.</param>
    /// <param name="cancellationToken">Stops between ratings.</param>
    /// <returns>Processor time of one, the 50th and 99th percentile on the clock, and the cells that one takes.</returns>
    public static async Task<(TimeSpan Processor, TimeSpan P50, TimeSpan P99, int Cells)> RunAsync(string folder, int times, CancellationToken cancellationToken)
    {
        await using SqliteMeasurementStore store = await SqliteMeasurementStore.OpenAsync(
            new SqliteMeasurementStoreOptions { Folder = folder }, TimeProvider.System, NullLogger.Instance, cancellationToken);
        TimeRange month = new(new UtcInstant(FoldLog.Start), new UtcInstant(FoldLog.Start + (30 * UtcInstant.PerDay)));
        RatingScope scope = new(month, month.Start, month.End.Plus(UtcInstant.PerHour));
        PlanTerms terms = new(
            new Ratio(9995, 10_000),
            AvailabilityRule.Default,
            MissingDataPolicy.Undetermined,
            [
                new PerformanceLimit(MetricKind.Latency, PerformanceStatistic.P95, Comparator.Less, new Ratio(50_000, 1), Ratio.Zero, true),
                new PerformanceLimit(MetricKind.Throughput, PerformanceStatistic.ShareAtLeast(90_000_000), Comparator.GreaterOrEqual, Ratio.Percent(95), Ratio.Zero, true),
                new PerformanceLimit(MetricKind.Loss, PerformanceStatistic.LossRatio, Comparator.Less, new Ratio(1, 1000), Ratio.Zero, true),
            ]);
        string circuit = FoldLog.CircuitName(0);
        for (int i = 0; i < times / 4; i++)
        {
            await CellRating.RateAsync(store, circuit, terms, scope, cancellationToken);
        }

        TimeSpan[] walls = new TimeSpan[times];
        int cells = 0;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            (_, cells) = await CellRating.RateAsync(store, circuit, terms, scope, cancellationToken);
            walls[i] = Stopwatch.GetElapsedTime(start);
        }

        TimeSpan processor = (Environment.CpuUsage.TotalTime - before) / times;
        Array.Sort(walls);
        return (processor, walls[times / 2], walls[times * 99 / 100], cells);
    }
}
