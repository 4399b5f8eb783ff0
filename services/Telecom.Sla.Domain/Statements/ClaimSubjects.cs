using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What claims of a rating can be about.</summary>
internal sealed class ClaimSubjects(RatingContext context)
{
    /// <summary>What a claim is about: what it names, otherwise the only candidate, otherwise the one that is kindest to the customer (rule G9).</summary>
    public ClaimSubject Of(ClaimFacts claim)
    {
        if (claim.Outage is { } index)
        {
            return OfOutage(context.Facts.Outages[index]);
        }

        if (claim.OutageRange is { } range)
        {
            return new ClaimSubject(range, null, null);
        }

        EventTerms? events = context.Terms.Events;
        if (claim.IssueAt is { } issue)
        {
            return new ClaimSubject(null, issue, claim.Event is { } at && events is not null ? MonthOf(events, context.Facts.Events![at]) : issue.Plus(-(events?.StartWithinUs ?? 0)));
        }

        if (claim.Event is { } named && events is not null)
        {
            return OfEvent(events, context.Facts.Events![named]);
        }

        return All()
            .Where(subject => claim.FiledAt is null || (subject.Outage?.Start ?? subject.Issue) <= claim.FiledAt)
            .MaxBy(subject => subject.Outage?.End ?? subject.Issue) ?? ClaimSubject.Unknown;
    }

    /// <summary>Everything of a period that can be claimed.</summary>
    public IEnumerable<ClaimSubject> Of(TimeRange period) => All().Where(subject => subject.Concerns(period));

    /// <summary>The instant that a window runs from; null when the subject has none.</summary>
    public UtcInstant? AnchorOf(ClaimAnchor anchor, ClaimSubject subject) => anchor switch
    {
        ClaimAnchor.OutageEnd => subject.Ended ? subject.Outage?.End : null,
        ClaimAnchor.OutageStart => subject.Outage?.Start,
        ClaimAnchor.Issue => subject.Issue,
        ClaimAnchor.PeriodClose => (subject.Outage?.Start ?? subject.EventAt) is { } at ? CloseOf(at) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, "No such anchor."),
    };

    private IEnumerable<ClaimSubject> All()
    {
        if (context.Terms.Events is { } terms)
        {
            return (context.Facts.Events ?? [])
                .Where(entry => EventJudge.Outcome(terms, entry, context.Facts.AsOf) == EventOutcome.Late)
                .Select(entry => OfEvent(terms, entry));
        }

        return context.Facts.Outages
            .Where(outage => KnownFacts.IsKnown(outage.RecordedAt, context.Facts.AsOf) && (context.Facts.AsOf is null || outage.Start <= context.Facts.AsOf))
            .Select(OfOutage);
    }

    /// <summary>The end of the asked period that an instant lies in; of its calendar month when none was asked for.</summary>
    private UtcInstant CloseOf(UtcInstant at)
    {
        foreach (PeriodRequest request in context.Facts.Periods)
        {
            if (request.Kind == PeriodRequestKind.Range && request.Range.Contains(at))
            {
                return request.Range.End;
            }
        }

        return MonthPeriods.Month(at, context.Zone).End;
    }

    private ClaimSubject OfOutage(OutageFacts outage) => new(
        KnownFacts.Clip(outage, context.Facts.AsOf, outage.Start),
        null,
        null,
        Ended: outage.End is { } end && (context.Facts.AsOf is null || end <= context.Facts.AsOf));

    private ClaimSubject OfEvent(EventTerms terms, EventFacts entry) => new(null, entry.SubmittedAt.Plus(terms.StartWithinUs), MonthOf(terms, entry));

    private UtcInstant MonthOf(EventTerms terms, EventFacts entry) => EventJudge.MonthInstant(terms, entry, context.Facts.AsOf);
}
