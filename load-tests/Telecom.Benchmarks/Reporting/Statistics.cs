namespace Telecom.Benchmarks.Reporting;

/// <summary>What is said of several measurements.</summary>
internal static class Statistics
{
    /// <summary>The median; the mean of the two in the middle when their number is even.</summary>
    /// <param name="values">At least one.</param>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Nearest-rank percentile of ascending values.</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="percent">1 to 100.</param>
    public static long Percentile(IReadOnlyList<long> sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1)];
}
