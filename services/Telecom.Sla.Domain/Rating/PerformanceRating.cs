using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>A performance figure, with its limit when the plan sets one.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Statistic">What of it.</param>
/// <param name="Value">The figure in <see cref="Unit"/> (ratios and shares as plain ratios); null when nothing was measured.</param>
/// <param name="Low">Lowest value that the samples allow; equal to the value for exact statistics.</param>
/// <param name="High">Highest value that the samples allow.</param>
/// <param name="Limit">The limit; null when the plan sets none.</param>
/// <param name="State">State of the objective; none when there is no limit.</param>
/// <param name="SampleCount">Samples that the figure rests on; for loss, packets sent; for delay variation, pairs of samples.</param>
/// <param name="MeasuredMinutes">Minutes with samples of the metric that the figure rests on.</param>
/// <param name="CandidateMinutes">Minutes of the rated part that could have had some: without those that were left out.</param>
public sealed record PerformanceRating(
    MetricKind Metric,
    PerformanceStatistic Statistic,
    Ratio? Value,
    Ratio? Low,
    Ratio? High,
    PerformanceLimit? Limit,
    ObjectiveState State,
    long SampleCount,
    long MeasuredMinutes,
    long CandidateMinutes)
{
    /// <summary>UCUM unit of the texts: "us", "bit/s" or "%".</summary>
    public string Unit => PerformanceUnits.Of(Metric, Statistic);

    /// <summary>The value as decimal text in <see cref="Unit"/>; empty when nothing was measured.</summary>
    public string ValueText => Text(Value);

    /// <summary>The low bound as decimal text in <see cref="Unit"/>.</summary>
    public string LowText => Text(Low);

    /// <summary>The high bound as decimal text in <see cref="Unit"/>.</summary>
    public string HighText => Text(High);

    /// <summary>The limit as decimal text in <see cref="Unit"/>; empty when there is none.</summary>
    public string ThresholdText => Text(Limit?.Threshold);

    /// <summary>"&lt;", "&lt;=", "&gt;" or "&gt;="; empty when there is no limit.</summary>
    public string ComparatorText => Limit is null ? "" : PerformanceUnits.Of(Limit.Comparator);

    private string Text(Ratio? figure) => figure is { } value ? PerformanceUnits.Text(value, Unit) : "";
}
