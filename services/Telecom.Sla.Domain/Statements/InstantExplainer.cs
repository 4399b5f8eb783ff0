using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Answers why an instant does or does not count as downtime: the outages, clauses, exclusions and approvers that it rests on.</summary>
public static class InstantExplainer
{
    /// <summary>Explains.</summary>
    /// <param name="agreement">What was promised.</param>
    /// <param name="facts">What happened.</param>
    /// <param name="at">The instant.</param>
    public static InstantExplanation Explain(Agreement agreement, RatingFacts facts, UtcInstant at)
    {
        AgreementVersion version = agreement.At(at);
        RatingContext context = new(version.Terms, facts);
        if (facts.AsOf is { } now && at >= now)
        {
            return new InstantExplanation(at, "future", [$"{context.Text(at)} is not before the instant of the rating, {context.Text(now)}: nothing is known of it"]);
        }

        IReadOnlyList<ResolvedPeriod> periods = PeriodResolver.Resolve(agreement, version.Terms.Period, facts, context.Zone, null);
        if (periods.Count > 0 && !periods.Any(period => period.Range.Contains(at)))
        {
            return new InstantExplanation(at, "outside_periods", [$"{context.Text(at)} lies in none of the rated periods"]);
        }

        if (version.Terms.Availability is not { } terms)
        {
            return new InstantExplanation(at, "outside_service_time", [$"version {version.Id} promises no availability, so no instant is down or up"]);
        }

        if (at < facts.SubscriptionStart)
        {
            return new InstantExplanation(at, "outside_periods", [$"the subscription begins at {context.Text(facts.SubscriptionStart.Value)}"]);
        }

        TimeRange moment = new(at, at.Plus(1));
        AvailabilityLedger ledger = LedgerBuilder.Build(terms, facts, Around(facts, moment), context.Calendar);
        List<string> reasons = [.. InstantReasons.Of(context, terms, at)];
        string verdict = Verdict(ledger, moment);
        reasons.Add(verdict switch
        {
            "outside_service_time" => $"outside of the service time (clause {terms.Clause})",
            "excluded" => "cut out of the contractual ledger",
            "unmeasured" => $"no measurement; missing data is taken as {(facts.MissingData ?? terms.MissingData).ToString().ToLowerInvariant()}",
            "down" => $"counts as downtime (clause {terms.Clause})",
            _ => ledger.Measured.Overlaps(moment) ? $"measured as an outage, but not counted (clause {terms.Clause})" : "no outage is known: up",
        });
        return new InstantExplanation(at, verdict, reasons);
    }

    private static string Verdict(AvailabilityLedger ledger, TimeRange moment)
    {
        if (!ledger.Service.Overlaps(moment))
        {
            return "outside_service_time";
        }

        if (ledger.Down.Overlaps(moment))
        {
            return "down";
        }

        if (ledger.LeftBoth.Overlaps(moment) || (ledger.CountedUp.Overlaps(moment) && ledger.Measured.Overlaps(moment)))
        {
            return "excluded";
        }

        return ledger.Unmeasured.Overlaps(moment) ? "unmeasured" : "up";
    }

    /// <summary>A range around the instant that holds every outage at it whole.</summary>
    private static TimeRange Around(RatingFacts facts, TimeRange moment)
    {
        UtcInstant start = moment.Start;
        UtcInstant end = moment.End;
        foreach (OutageFacts outage in facts.Outages)
        {
            TimeRange known = KnownFacts.Clip(outage, facts.AsOf, moment.End);
            if (known.Overlaps(moment))
            {
                start = UtcInstant.Min(start, known.Start);
                end = UtcInstant.Max(end, known.End);
            }
        }

        return new TimeRange(start, end);
    }
}
