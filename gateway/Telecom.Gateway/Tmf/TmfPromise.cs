using System.Globalization;
using Telecom.Common.V1;
using Telecom.Gateway.Api;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tmf;

/// <summary>A promise as it is rated for one circuit in one period: what rules, violations and objectives are made of.</summary>
/// <param name="Key">Its name among the circuit's, for example "availability" or "latency-p95".</param>
/// <param name="Name">For people, with the unit.</param>
/// <param name="Unit">Unit of the values (UCUM).</param>
/// <param name="Operator">How a value compares to the target when the promise is kept.</param>
/// <param name="Target">The limit.</param>
/// <param name="Actual">What was measured; null: nothing.</param>
/// <param name="State">How it stands.</param>
/// <param name="How">How the value comes about.</param>
internal sealed record TmfPromise(
    string Key, string Name, string Unit, string Operator, string Target, string? Actual, ObjectiveState State, string How)
{
    /// <summary>True when nothing can make it kept any more.</summary>
    public bool IsBroken => State is ObjectiveState.Breached or ObjectiveState.BreachedAlready;

    /// <summary>The promises of a circuit; figures without a limit are none.</summary>
    /// <param name="status">Its status.</param>
    public static IReadOnlyList<TmfPromise> Of(CircuitStatus status)
    {
        List<TmfPromise> promises = [];
        if (status.Availability is { TargetPct.Length: > 0 } availability)
        {
            promises.Add(OfAvailability(availability));
        }

        foreach (PerformanceStatus figure in status.Performance.Where(figure => figure.Threshold.Length > 0))
        {
            string key = $"{Figures.Code(figure.Metric)}-{figure.Statistic}";
            int same = promises.Count(promise => promise.Key == key || promise.Key.StartsWith(key + "-", StringComparison.Ordinal));
            promises.Add(OfFigure(figure, same == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}-{same + 1}")));
        }

        return promises;
    }

    private static TmfPromise OfAvailability(AvailabilityStatus status) => new(
        "availability",
        "availability, %",
        "%",
        ">=",
        status.TargetPct,
        Figures.OrNull(status.AvailabilityPct),
        status.State,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Share of the measured time that was available; a slice of {status.IntervalUs / 1_000_000m:0.######} s is bad above {status.LossThresholdPct} % loss, {status.Consecutive} in a row begin or end an outage (MEF 10)."));

    private static TmfPromise OfFigure(PerformanceStatus figure, string key)
    {
        string metric = Figures.Code(figure.Metric);
        return new TmfPromise(
            key,
            $"{metric} {figure.Statistic}, {figure.Unit}",
            figure.Unit,
            figure.Comparator,
            figure.Threshold,
            Figures.OrNull(figure.Value),
            figure.State,
            $"{figure.Statistic} of {(figure.Metric == Metric.Loss ? "the packets" : "the samples")} of the period.");
    }
}
