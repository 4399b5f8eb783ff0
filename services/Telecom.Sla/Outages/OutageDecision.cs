using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Outages;

/// <summary>What is to be written about a circuit. Pure: the instant is an argument.</summary>
/// <param name="reports">Gives reports to outages.</param>
internal sealed class OutageDecision(ReportMatching reports)
{
    /// <summary>After a look at the cells.</summary>
    /// <param name="state">The circuit as it was before the look.</param>
    /// <param name="look">What was found.</param>
    /// <param name="terms">Of the circuit.</param>
    /// <param name="now">When it is recorded.</param>
    public OutagePlan Of(CircuitOutages state, OutageLook look, CircuitTerms terms, UtcInstant now)
    {
        OutagePlan plan = new(state, now);
        OutageComparison.Add(plan, look, terms);
        reports.Add(plan);
        return plan;
    }

    /// <summary>After a customer's report.</summary>
    /// <param name="state">The circuit.</param>
    /// <param name="case">Resource name of the case.</param>
    /// <param name="reportedAtUs">When the customer reported, microseconds since the Unix epoch.</param>
    /// <param name="now">When it is recorded.</param>
    public OutagePlan OfReport(CircuitOutages state, string @case, long reportedAtUs, UtcInstant now)
    {
        OutagePlan plan = new(state, now);
        plan.Receive(@case, reportedAtUs);
        reports.Add(plan);
        return plan;
    }

    /// <summary>After something was linked to an outage: a case, an exclusion or a claim.</summary>
    /// <param name="state">The circuit.</param>
    /// <param name="outage">Resource name of the outage.</param>
    /// <param name="link">The link.</param>
    /// <param name="kind">Linked, Exclusion or Claim.</param>
    /// <param name="now">When it is recorded.</param>
    public static OutagePlan OfLink(CircuitOutages state, string outage, FactLink link, V1.OutageEventKind kind, UtcInstant now)
    {
        OutagePlan plan = new(state, now);
        if (!state.Outages.TryGetValue(outage, out OutageFact? fact))
        {
            return plan;
        }

        OutageFact after = kind switch
        {
            V1.OutageEventKind.Linked => fact.Cases.Contains(link.Name) ? fact : fact with { Cases = [.. fact.Cases, link.Name] },
            V1.OutageEventKind.Exclusion => fact with { Exclusions = With(fact.Exclusions, link) },
            V1.OutageEventKind.Claim => fact with { Claims = With(fact.Claims, link) },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such link."),
        };
        if (after != fact)
        {
            plan.Append(kind, after, link.Name);
        }

        return plan;
    }

    /// <summary>The same list when the outage was told of the link before.</summary>
    private static IReadOnlyList<FactLink> With(IReadOnlyList<FactLink> links, FactLink link) =>
        links.Any(known => known.Name == link.Name && known.Version >= link.Version) ? links : [.. links.Where(known => known.Name != link.Name), link];
}
