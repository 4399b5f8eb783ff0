using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Telecom.Benchmarks;

/// <summary>Prints what the table of single benchmarks does not say: the whole month's close, and how the cost grows with the facts.</summary>
internal static class Figures
{
    /// <summary>Prints.</summary>
    /// <returns>False when a benchmark did not give a figure.</returns>
    public static bool Print(IReadOnlyList<Summary> summaries, TextWriter output)
    {
        BenchmarkReport[] reports = [.. summaries.SelectMany(summary => summary.Reports)];
        foreach (BenchmarkReport report in reports.Where(report => Type(report) == typeof(MonthClose) && report.ResultStatistics is not null))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"month close: {MonthClose.Subscriptions} statements in {Median(report) * MonthClose.Subscriptions / 1e9:0.00} s on one core, {Median(report) / 1e3:0.0} us a statement"));
        }

        foreach (IGrouping<object, BenchmarkReport> shape in reports
            .Where(report => Type(report) == typeof(Growth) && report.ResultStatistics is not null)
            .GroupBy(report => report.BenchmarkCase.Parameters[nameof(Growth.Shape)]))
        {
            (int Facts, double PerFact)[] costs = [.. shape.Select(report => (Facts(report), Median(report) / Facts(report))).OrderBy(cost => cost.Item1)];
            string each = string.Join(", ", costs.Select(cost => string.Create(CultureInfo.InvariantCulture, $"{cost.Facts}: {cost.PerFact / 1e3:0.000} us")));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{shape.Key}, cost per outage at {each}; the last is {costs[^1].PerFact / costs[0].PerFact:0.00} of the first"));
        }

        return reports.Length > 0 && reports.All(report => report.ResultStatistics is not null);
    }

    private static Type Type(BenchmarkReport report) => report.BenchmarkCase.Descriptor.Type;

    private static int Facts(BenchmarkReport report) => (int)report.BenchmarkCase.Parameters[nameof(Growth.Outages)];

    private static double Median(BenchmarkReport report) => report.ResultStatistics!.Median;
}
