using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>
/// The rating once more, slowly: it walks time cell by cell, asks the zone for the date of every minute and reckons with big integers. Of
/// the production it uses the data types alone. It rates agreements of one version for periods that are ranges or that it is given.
/// </summary>
internal static class SlowRating
{
    public static string Rate(Agreement agreement, RatingFacts facts, bool everySecond = true)
    {
        AgreementVersion version = agreement.Versions.Single();
        SlowClaims claims = new(version.Terms, facts, version.Alternatives.Select(other => other.Terms));
        return string.Join('\n', [
            .. facts.Periods.Select(request => Period(version, facts, RangeOf(version.Terms, facts, request), claims, everySecond)),
            .. claims.All.Select(claim => claim.Line)]);
    }

    private static TimeRange RangeOf(RatingTerms terms, RatingFacts facts, PeriodRequest request)
    {
        if (request.Kind == PeriodRequestKind.Range)
        {
            return request.Range;
        }

        LocalClock clock = new(terms, facts);
        NodaTime.LocalDate first = new(request.Year, request.Month, 1);
        return new TimeRange(new UtcInstant(clock.StartOf(first) * 1_000_000), new UtcInstant(clock.StartOf(first.PlusMonths(1)) * 1_000_000));
    }

    private static string Period(AgreementVersion version, RatingFacts facts, TimeRange period, SlowClaims claims, bool everySecond)
    {
        (IReadOnlyList<(string Name, object? Value)> fields, ObjectiveState verdict, SlowCredit? credit) = Rate(version.Terms, facts, period, claims, everySecond);
        if (credit is null)
        {
            return Answer.Line(fields);
        }

        List<string> others = [];
        foreach (TermsAlternative other in version.Alternatives)
        {
            (decimal? amount, ObjectiveState state) = (credit.Payable, verdict);
            if (!other.Chosen)
            {
                (_, state, SlowCredit? under) = Rate(other.Terms, facts, period, new SlowClaims(other.Terms, facts, []), everySecond);
                amount = under!.Payable;
            }

            others.Add($"{other.Reading}:{other.Option}:{other.Chosen}:{(amount is { } known ? known.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) : "none")}:{state}");
        }

        return Answer.Line([.. fields, .. credit.Fields, ("alternatives", string.Join(' ', others))]);
    }

    private static (IReadOnlyList<(string Name, object? Value)> Fields, ObjectiveState Verdict, SlowCredit? Credit) Rate(
        RatingTerms terms, RatingFacts facts, TimeRange period, SlowClaims claims, bool everySecond)
    {
        SlowLedger? ledger = terms.Availability is null ? null : new SlowLedger(terms, facts, period, everySecond);
        SlowAvailability? figures = ledger is null ? null : new SlowAvailability(ledger, Fraction.Of(ledger.Terms.Target));
        SlowEvents? events = terms.Events is null ? null : new SlowEvents(terms.Events, facts, period);
        ObjectiveState verdict = figures?.Verdict ?? events?.Verdict ?? ObjectiveState.None;
        bool over = facts.AsOf is not { } now || now.Microseconds >= period.End.Microseconds;
        SlowCredit? credit = terms.Credit is null ? null : new SlowCredit(terms, facts, period, verdict, ledger, figures, events, claims);
        return ([
            ("start", period.Start.Microseconds), ("end", period.End.Microseconds), ("service", Micro(figures?.Service)), ("down", Micro(figures?.Downtime)),
            ("planned", Micro(figures?.Planned)), ("measured", Micro(figures?.Measured)), ("excluded", Micro(figures?.Excluded)), ("coverage", figures?.Coverage),
            ("availability", figures?.Availability), ("low", figures?.Low), ("high", figures?.High), ("verdict", verdict), ("budget", figures?.Budget),
            ("final", over && (events?.Final ?? true)),
            ("events", events is null ? null : $"{events.OnTime}/{events.Late}/{events.Pending}/{events.Ignored}/{events.Excused}/{events.Final}"),
        ], verdict, credit);
    }

    private static long Micro(long? seconds) => (seconds ?? 0) * 1_000_000;
}
