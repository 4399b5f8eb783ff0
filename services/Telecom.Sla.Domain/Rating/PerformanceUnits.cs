using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>Units and texts of performance figures.</summary>
public static class PerformanceUnits
{
    /// <summary>UCUM unit of a figure: "us" for latency and its variation, "bit/s" for throughput, "%" for ratios and shares.</summary>
    public static string Of(MetricKind metric, PerformanceStatistic statistic)
    {
        if (statistic.Kind is StatisticKind.Ratio or StatisticKind.MeanRatio or StatisticKind.ShareAtLeast)
        {
            return "%";
        }

        return metric == MetricKind.Throughput ? "bit/s" : "us";
    }

    /// <summary>Sign of a comparator.</summary>
    public static string Of(Comparator comparator) => comparator switch
    {
        Comparator.Less => "<",
        Comparator.LessOrEqual => "<=",
        Comparator.Greater => ">",
        Comparator.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, "No such comparator."),
    };

    /// <summary>A figure as decimal text, half up: microseconds with 3 decimals (nanoseconds), whole bits per second, percent with 4 decimals.</summary>
    public static string Text(Ratio figure, string unit) => unit switch
    {
        "us" => figure.ToText(3),
        "bit/s" => figure.ToText(0),
        "%" => PercentText.Of(figure),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Units are us, bit/s and %."),
    };
}
