namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>
/// Confidence interval of a proportion (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// JASA 22, 1927).
/// </summary>
internal static class Wilson
{
    /// <summary>Standard normal quantile for a two-sided confidence of 99.99 %.</summary>
    public const double Z9999 = 3.8906;

    public static (double Low, double High) Interval(long hits, long trials, double z)
    {
        double p = (double)hits / trials;
        double z2 = z * z;
        double centre = (p + z2 / (2 * trials)) / (1 + z2 / trials);
        double half = z / (1 + z2 / trials) * Math.Sqrt(p * (1 - p) / trials + z2 / (4.0 * trials * trials));
        return (centre - half, centre + half);
    }
}
