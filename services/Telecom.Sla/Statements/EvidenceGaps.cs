using System.Globalization;
using Telecom.Catalog.V1;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Statements;

/// <summary>What of the evidence the suite does not record, one sentence each. Nothing is put in its place. Pure.</summary>
internal static class EvidenceGaps
{
    /// <summary>The gaps of a statement.</summary>
    /// <param name="needs">What the agreement asks for.</param>
    /// <param name="circuits">The circuits.</param>
    /// <param name="facts">What was known.</param>
    public static IEnumerable<string> Of(EvidenceNeeds needs, IReadOnlyList<Circuit> circuits, SubscriptionFacts facts)
    {
        if (needs.Credit)
        {
            yield return "charges, invoices: the suite records no charges, so that an amount which depends on them is not worked out.";
        }

        if (needs.Gates.Count > 0)
        {
            yield return $"gates: {string.Join(", ", needs.Gates)} {(needs.Gates.Count == 1 ? "is" : "are")} not recorded, and taken as not examined.";
        }

        if (needs.Events)
        {
            yield return "events: the suite does not record the events that the contract counts, so that their objective is not examined.";
        }

        if (needs.Commitments.Count > 0)
        {
            yield return $"commitments: nothing is recorded about {string.Join(", ", needs.Commitments)}.";
        }

        if (needs.Performance)
        {
            yield return "measurements: evidence carries single values and the suite keeps distributions; the status of each circuit has the figures.";
        }

        if (needs.Cases)
        {
            yield return "cases: they are kept by the service desk with clocks of their own, and are not rated here.";
        }

        if (needs.Tickets)
        {
            yield return "claims.ticketAt: when the ticket before a claim was opened is not recorded.";
        }

        if (needs.Availability)
        {
            yield return "outages.cause, outages.serviceAccessible, maintenance: not recorded apart from exclusions; an outage without one is the provider's.";
            if (needs.Confirmation)
            {
                yield return "outages.confirmed: whether the provider confirmed an outage is not recorded.";
            }

            foreach (string gap in OfCircuits(circuits, facts, needs))
            {
                yield return gap;
            }
        }
    }

    /// <summary>What is measured is known as it is now, not as it was.</summary>
    public static string LateSamples(UtcInstant asOf) => $"unmeasured: as it is known now, not as it was known at {asOf}; samples may have come late.";

    /// <summary>The period is older than what is kept.</summary>
    public static string Retention(UtcInstant kept) => $"unmeasured: measurements before {kept} are not kept; time before it counts as unmeasured.";

    /// <summary>Evidence has one zone.</summary>
    public static string Zone(string stated, string contract) =>
        $"calendar: the subscription's working time is stated in {stated}; evidence has one zone, the contract's ({contract}), and it is read in that.";

    private static IEnumerable<string> OfCircuits(IReadOnlyList<Circuit> circuits, SubscriptionFacts facts, EvidenceNeeds needs)
    {
        if (circuits.Count == 0)
        {
            yield return "outages: the subscription has no circuit, so that nothing was measured.";
        }
        else if (circuits.Count > 1)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"outages: the subscription has {circuits.Count} circuits and evidence one service; it counts as down while any circuit is. The status of each circuit has its own figures.");
        }

        string[] unknown = [.. facts.Exclusions.Select(one => one.Exclusion.Fact.Category).Where(category => !needs.Categories.Contains(category)).Distinct().Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            yield return $"exclusions: those of {string.Join(", ", unknown)} are left out; the contract has no such category any more.";
        }
    }
}
