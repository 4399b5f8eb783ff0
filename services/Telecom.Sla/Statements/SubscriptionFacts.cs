using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Outages.Records;

namespace Telecom.Sla.Statements;

/// <summary>
/// What was known of a subscription. Evidence has one service, not several circuits: a subscription with several is down while any of
/// its circuits is, and unmeasured while one is unmeasured and none is down. Pure.
/// </summary>
/// <param name="Outages">Outages by start.</param>
/// <param name="Exclusions">Excluded time with the exclusion that says so.</param>
/// <param name="Unmeasured">Time in which nothing was measured.</param>
/// <param name="Claims">Claims in the order in which they were filed.</param>
internal sealed record SubscriptionFacts(
    IReadOnlyList<OutageFact> Outages,
    IReadOnlyList<(TimeRange Time, ExclusionState Exclusion)> Exclusions,
    TimeSet Unmeasured,
    IReadOnlyList<ClaimFact> Claims)
{
    /// <summary>Brings circuits together.</summary>
    /// <param name="circuits">The circuits.</param>
    /// <param name="rated">The rated time: all of it is unmeasured where there is no circuit.</param>
    /// <param name="claims">Claims of the subscription, by filing.</param>
    public static SubscriptionFacts Of(IReadOnlyList<CircuitFacts> circuits, TimeRange rated, IReadOnlyList<ClaimFact> claims)
    {
        OutageFact[] outages = [.. circuits.SelectMany(circuit => circuit.Outages).OrderBy(outage => outage.StartUs).ThenBy(outage => outage.Name, StringComparer.Ordinal)];
        TimeSet[] down = [.. circuits.Select(circuit => Down(circuit, rated).Subtract(circuit.Unmeasured))];
        TimeSet unmeasured = circuits.Count == 0 ? TimeSet.Of(rated) : circuits.Aggregate(TimeSet.Empty, (all, circuit) => all.Union(circuit.Unmeasured));
        if (circuits.Count > 1)
        {
            unmeasured = down.Aggregate(unmeasured, (open, certain) => open.Subtract(certain));
        }

        return new SubscriptionFacts(outages, [.. circuits.SelectMany((circuit, i) => ExclusionsOf(circuits, down, i))], unmeasured, claims);
    }

    /// <summary>
    /// Excluded time of one circuit, without the time in which another one is down and not excluded itself: evidence excludes time of the
    /// whole service.
    /// </summary>
    private static IEnumerable<(TimeRange Time, ExclusionState Exclusion)> ExclusionsOf(IReadOnlyList<CircuitFacts> circuits, TimeSet[] down, int own)
    {
        TimeSet others = TimeSet.Empty;
        for (int i = 0; i < circuits.Count; i++)
        {
            TimeSet excluded = TimeSet.Of(circuits[i].Exclusions.Where(one => one.Status == ExclusionState.Approved).Select(RangeOf));
            others = i == own ? others : others.Union(down[i].Subtract(excluded));
        }

        return circuits[own].Exclusions.SelectMany(one => TimeSet.Of(RangeOf(one)).Subtract(others).Ranges.Select(time => (time, one)));
    }

    private static TimeSet Down(CircuitFacts circuit, TimeRange rated) => TimeSet.Of(circuit.Outages.Select(outage =>
        new TimeRange(new UtcInstant(outage.StartUs), outage.Ongoing ? UtcInstant.Max(rated.End, new UtcInstant(outage.StartUs)) : new UtcInstant(outage.EndUs))));

    private static TimeRange RangeOf(ExclusionState one) => new(new UtcInstant(one.Fact.StartUs), new UtcInstant(one.Fact.EndUs));
}
