using NodaTime;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>
/// Claims under one choice of readings: windows are ends in microseconds, since windows of events may be. A claim must name what it is
/// about: the rule for one that names nothing is checked by hand-worked cases.
/// </summary>
internal sealed class SlowClaims
{
    private readonly ClaimTerms[] _readings;
    private readonly RatingTerms _terms;
    private readonly RatingFacts _facts;
    private readonly LocalClock _clock;
    private readonly long? _now;

    /// <summary>Assesses.</summary>
    /// <param name="terms">The chosen reading.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="readings">The terms under all readings: the earliest window of them is the hardest on the customer.</param>
    public SlowClaims(RatingTerms terms, RatingFacts facts, IEnumerable<RatingTerms> readings)
    {
        _readings = [.. readings.Select(reading => reading.Claims).OfType<ClaimTerms>()];
        _terms = terms;
        _facts = facts;
        _clock = new LocalClock(terms, facts);
        _now = facts.AsOf?.Microseconds;
        All = facts.Claims is null ? [] : [.. facts.Claims.Select(Assess)];
    }

    /// <summary>What a claim is about: an outage, or an event with the instant that says its period.</summary>
    internal sealed record Subject((long From, long To)? Outage, bool Ended, long? Issue, long? EventAt)
    {
        public bool Concerns(TimeRange period)
        {
            long start = period.Start.Microseconds;
            long end = period.End.Microseconds;
            bool outage = Outage is { } own && ((own.From < end && own.To > start && own.From < own.To) || (own.From >= start && own.From < end));
            return (Outage is null && EventAt is null) || outage || (EventAt >= start && EventAt < end);
        }
    }

    internal sealed record Assessed(Subject About, bool? Accepted, string Line);

    public IReadOnlyList<Assessed> All { get; }

    public bool Decide => _terms.Claims is not null && _facts.Claims is not null;

    public bool Open(TimeRange period) => All.Any(claim => claim.Accepted == true && claim.About.Concerns(period));

    public bool OpensIncident(long from, long to) =>
        All.Any(claim => claim.Accepted == true && (claim.About.Outage is not { } outage || (outage.From < to * 1_000_000 && outage.To > from * 1_000_000 && outage.From < outage.To)));

    public bool CanStillBeClaimed(TimeRange period) =>
        _terms.Claims is { } terms && _now is { } now && Everything().Any(subject => subject.Concerns(period) && (End(terms.Claim, subject) is { } end ? Allows(end, now) : !subject.Ended));

    private IEnumerable<Subject> Everything() => _terms.Events is { } events
        ? (_facts.Events ?? []).Where(one => SlowEvents.FateOf(events, one, _now) == SlowEvents.Fate.Late).Select(one => OfEvent(events, one))
        : _facts.Outages.Where(one => (_now is null || one.RecordedAt is null || one.RecordedAt.Value.Microseconds <= _now) && !(one.Start.Microseconds > _now)).Select(OfOutage);

    private Subject OfOutage(OutageFacts outage)
    {
        long from = outage.Start.Microseconds;
        long to = Math.Max(from, Math.Min(outage.End?.Microseconds ?? _now ?? from, _now ?? long.MaxValue));
        return new Subject((from, to), outage.End is { } end && !(end.Microseconds > _now), null, null);
    }

    private Subject OfEvent(EventTerms terms, EventFacts one) =>
        new(null, true, one.SubmittedAt.Microseconds + terms.StartWithinUs, SlowEvents.MonthOf(terms, one, _now));

    private Subject Of(ClaimFacts claim) => claim switch
    {
        { Outage: { } index } => OfOutage(_facts.Outages[index]),
        { OutageRange: { } range } => new Subject((range.Start.Microseconds, range.End.Microseconds), true, null, null),
        { Event: { } index } => OfEvent(_terms.Events!, _facts.Events![index]),
        { IssueAt: { } issue } => new Subject(null, true, issue.Microseconds, issue.Microseconds - (_terms.Events?.StartWithinUs ?? 0)),
        _ => throw new NotSupportedException("A claim of the oracle names what it is about."),
    };

    private Assessed Assess(ClaimFacts claim)
    {
        Subject about = Of(claim);
        if (_terms.Claims is not { } terms)
        {
            return new Assessed(about, true, Line(true, "no_claim_needed", null, null, null, null, null));
        }

        (long At, bool Inclusive)? ticket = terms.Ticket is { } first ? End(first, about) : null;
        (long At, bool Inclusive)? last = End(terms.Claim, about);
        (long At, bool Inclusive)? strictTicket = Earliest([.. _readings.Select(reading => reading.Ticket).OfType<ClaimWindow>().Select(window => End(window, about)), ticket]);
        (long At, bool Inclusive)? strict = Earliest([.. _readings.Select(reading => End(reading.Claim, about)), last]);
        bool future = claim.FiledAt?.Microseconds > _now;
        string reason = future ? "not_filed_yet" : Reason(terms, claim, about, ticket, last);
        bool accepted = reason == "eligible";
        long? at = terms.CreditMonth switch
        {
            CreditMonthRule.MonthAfterReceipt => claim.FiledAt?.Microseconds,
            CreditMonthRule.IncidentMonth => about.Outage?.From,
            _ => about.Outage?.From ?? about.EventAt,
        };
        string? month = accepted && at is { } known ? Month(known, terms.CreditMonth == CreditMonthRule.IncidentMonth ? 0 : 1) : null;
        return new Assessed(about, future ? null : accepted, Line(
            future ? null : accepted, reason, ticket, last, month, future ? null : Reason(terms, claim, about, strictTicket, strict) == "eligible", strict));
    }

    private static string Line(bool? accepted, string reason, (long At, bool Inclusive)? ticket, (long At, bool Inclusive)? last, string? month, bool? strictly, (long At, bool Inclusive)? strict) => Answer.Line(
    [
        ("accepted", accepted), ("reason", reason), ("ticket", ticket?.At), ("claim", last?.At), ("inclusive", last?.Inclusive ?? false), ("month", month),
        ("strictly", strictly), ("strict", strict?.At),
    ]);

    private string Reason(ClaimTerms terms, ClaimFacts claim, Subject about, (long At, bool Inclusive)? ticket, (long At, bool Inclusive)? last)
    {
        long? at = claim.FiledAt?.Microseconds ?? _now;
        if (Failed(GateTest.Scope, at) is { } scope)
        {
            return scope;
        }

        if (claim.Contents is { } contents)
        {
            foreach (RequiredContent required in terms.Contents)
            {
                string text = contents.GetValueOrDefault(required.Field) ?? "";
                if (text.Trim().Length == 0 || (required.MustContain is { } words && !text.ToUpperInvariant().Contains(words.ToUpperInvariant(), StringComparison.Ordinal)))
                {
                    return required.Reason;
                }
            }
        }

        return Failed(GateTest.AtIssue, at)
            ?? (claim.FiledAt is { } early && (about.Outage?.From ?? about.EventAt) is { } begun && early.Microseconds < begun ? "claim_before_incident" : null)
            ?? (claim.TicketAt is { } opened && ticket is { } first && !Allows(first, opened.Microseconds) ? "ticket_late" : null)
            ?? (claim.FiledAt is { } filed && last is { } end && !Allows(end, filed.Microseconds) ? "claim_late" : null)
            ?? "eligible";
    }

    private string? Failed(GateTest test, long? at)
    {
        foreach (GateTerms gate in _terms.Gates.Where(gate => gate.Test == test && _facts.Gates.ContainsKey(gate.Id)))
        {
            GateFacts found = _facts.Gates[gate.Id];
            bool holds = found.Holds ?? (at is null || found.Ranges.Ranges.Any(range => range.Start.Microseconds <= at && at < range.End.Microseconds));
            if (!holds)
            {
                return gate.Reason;
            }
        }

        return null;
    }

    private static bool Allows((long At, bool Inclusive) end, long instant) => end.Inclusive ? instant <= end.At : instant < end.At;

    /// <summary>The earliest end; of two at one instant the one that leaves it out.</summary>
    private static (long At, bool Inclusive)? Earliest((long At, bool Inclusive)?[] ends)
    {
        (long At, bool Inclusive)? earliest = null;
        foreach ((long At, bool Inclusive)? end in ends)
        {
            bool earlier = end is { } own && (earliest is not { } best || own.At < best.At || (own.At == best.At && !own.Inclusive));
            earliest = earlier ? end : earliest;
        }

        return earliest;
    }

    private (long At, bool Inclusive)? End(ClaimWindow window, Subject subject)
    {
        long? anchor = window.Anchor switch
        {
            ClaimAnchor.OutageEnd => subject.Ended ? subject.Outage?.To : null,
            ClaimAnchor.OutageStart => subject.Outage?.From,
            ClaimAnchor.Issue => subject.Issue,
            _ => (subject.Outage?.From ?? subject.EventAt) is { } at ? Close(at) : null,
        };
        if (anchor is not { } from)
        {
            return null;
        }

        // Local days are asked for the second in which the instant lies.
        long second = from / 1_000_000;
        return window.Unit switch
        {
            ClaimUnit.Hours => (from + (window.Amount * 3_600_000_000L), true),
            ClaimUnit.ElapsedDays => (from + (window.Amount * 86_400_000_000L), true),
            ClaimUnit.Days => (_clock.AfterDays(second, window.Amount) * 1_000_000, false),
            _ => (_clock.AfterWorkdays(second, window.Amount) * 1_000_000, false),
        };
    }

    /// <summary>The end of the asked range that an instant lies in, otherwise of its local month.</summary>
    private long Close(long at)
    {
        foreach (PeriodRequest request in _facts.Periods)
        {
            if (request.Kind == PeriodRequestKind.Range && request.Range.Start.Microseconds <= at && at < request.Range.End.Microseconds)
            {
                return request.Range.End.Microseconds;
            }
        }

        LocalDate date = _clock.Date(at / 1_000_000);
        return _clock.StartOf(new LocalDate(date.Year, date.Month, 1).PlusMonths(1)) * 1_000_000;
    }

    private string Month(long at, int later) => _clock.Date(at / 1_000_000) is var date
        ? new LocalDate(date.Year, date.Month, 1).PlusMonths(later).ToString("uuuu-MM", System.Globalization.CultureInfo.InvariantCulture)
        : "";
}
