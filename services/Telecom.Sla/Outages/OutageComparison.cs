using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.V1;

namespace Telecom.Sla.Outages;

/// <summary>
/// Compares what a look found with what is recorded. An outage that overlaps a recorded one, or touches it, is that one; of several the
/// earliest that was not withdrawn. Pure.
/// </summary>
internal static class OutageComparison
{
    /// <summary>Adds the events that bring the recorded outages to what was found.</summary>
    /// <param name="plan">Where events go.</param>
    /// <param name="look">What was found.</param>
    /// <param name="terms">Of the circuit.</param>
    public static void Add(OutagePlan plan, OutageLook look, CircuitTerms terms)
    {
        OutageFact[] recorded = [.. plan.State.Outages.Values.Where(outage => IsSeen(outage, look)).OrderBy(outage => outage.StartUs)];
        if (recorded.Any(outage => !outage.Withdrawn && IsNewer(outage, look)))
        {
            // Somebody recorded more than this look could see, for example under a clock that is ahead: nothing is taken back for that.
            return;
        }

        HashSet<string> matched = [];
        foreach (FoundOutage found in look.Found)
        {
            OutageFact? same = recorded
                .Where(outage => !matched.Contains(outage.Name) && IsSame(outage, found, look))
                .OrderBy(outage => outage.Withdrawn).ThenBy(outage => outage.StartUs).FirstOrDefault();
            if (same is null)
            {
                Detect(plan, NewFact(plan, found, terms), found);
            }
            else
            {
                matched.Add(same.Name);
                Match(plan, same, found);
            }
        }

        foreach (OutageFact gone in recorded.Where(outage => !outage.Withdrawn && !matched.Contains(outage.Name) && outage.StartUs >= look.From.Microseconds))
        {
            plan.Append(OutageEventKind.Withdrawn, gone with { Withdrawn = true, Ongoing = false });
        }
    }

    private static void Match(OutagePlan plan, OutageFact same, FoundOutage found)
    {
        // What began before the look is known better by who looked further back.
        long start = found.BeganBefore ? Math.Min(same.StartUs, found.Start.Microseconds) : found.Start.Microseconds;
        OutageFact now = same with { StartUs = start, EndUs = found.End.Microseconds, Ongoing = found.Ongoing, Withdrawn = false };
        if (same.Withdrawn)
        {
            Detect(plan, now, found);
        }
        else if (same.Ongoing && !found.Ongoing)
        {
            plan.Append(OutageEventKind.Ended, now);
        }
        else if (same.StartUs != now.StartUs || same.Ongoing != now.Ongoing || (!now.Ongoing && same.EndUs != now.EndUs))
        {
            plan.Append(OutageEventKind.Revised, now);
        }
    }

    private static void Detect(OutagePlan plan, OutageFact fact, FoundOutage found)
    {
        plan.Append(OutageEventKind.Detected, fact);
        if (!found.Ongoing)
        {
            plan.Append(OutageEventKind.Ended, plan.State.Outages[fact.Name]);
        }
    }

    private static OutageFact NewFact(OutagePlan plan, FoundOutage found, CircuitTerms terms)
    {
        _ = ResourceName.TryParse(terms.Circuit, "circuits", out ResourceName? circuit);
        string name;
        int attempt = 0;
        do
        {
            name = $"{circuit!.CustomerName}/outages/{OutageId.Create(terms.Circuit, found.Start.Microseconds, attempt++)}";
        }
        while (plan.State.Outages.ContainsKey(name));
        return new OutageFact(
            name, terms.Circuit, terms.Subscription, terms.Contract, terms.Plan, found.Start.Microseconds, found.End.Microseconds)
        { Ongoing = found.Ongoing };
    }

    private static bool IsSeen(OutageFact outage, OutageLook look) =>
        outage.StartUs < look.To.Microseconds && (outage.Ongoing || outage.EndUs > look.From.Microseconds)
        || (outage.StartUs <= look.To.Microseconds && outage.EndUs >= look.From.Microseconds && outage.Withdrawn)
        || (!outage.Withdrawn && outage.StartUs >= look.To.Microseconds);

    private static bool IsNewer(OutageFact outage, OutageLook look) =>
        (outage.Ongoing ? outage.StartUs : outage.EndUs) + look.SettleUs > look.To.Microseconds;

    private static bool IsSame(OutageFact outage, FoundOutage found, OutageLook look)
    {
        UtcInstant end = outage.Ongoing ? look.To : new UtcInstant(outage.EndUs);
        UtcInstant foundEnd = found.Ongoing ? look.To : found.End;
        return outage.StartUs <= foundEnd.Microseconds && found.Start <= end;
    }
}
