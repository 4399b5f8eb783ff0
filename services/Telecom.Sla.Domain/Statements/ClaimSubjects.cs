using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What claims of a rating can be about.</summary>
internal sealed class ClaimSubjects(RatingContext context)
{
    private IReadOnlyList<ClaimSubject>? _all;
    private ClaimSubject[]? _kindest;

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

        return KindestBefore(claim.FiledAt);
    }

    /// <summary>Everything of a period that can be claimed.</summary>
    public IEnumerable<ClaimSubject> Of(TimeRange period) => All.Where(subject => subject.Concerns(period));

    /// <summary>The instant that a window runs from; null when the subject has none.</summary>
    public UtcInstant? AnchorOf(ClaimAnchor anchor, ClaimSubject subject) => anchor switch
    {
        ClaimAnchor.OutageEnd => subject.Ended ? subject.Outage?.End : null,
        ClaimAnchor.OutageStart => subject.Outage?.Start,
        ClaimAnchor.Issue => subject.Issue,
        ClaimAnchor.PeriodClose => (subject.Outage?.Start ?? subject.EventAt) is { } at ? CloseOf(at) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, "No such anchor."),
    };

    /// <summary>Everything that can be claimed, by start: made once, because many claims may ask.</summary>
    private IReadOnlyList<ClaimSubject> All => _all ??= [.. Everything().OrderBy(StartOf).ThenBy(EndOf)];

    /// <summary>Of what began by an instant, the one with the latest end, and of several such the one with the latest start.</summary>
    private ClaimSubject KindestBefore(UtcInstant? filedAt)
    {
        if (All.Count == 0)
        {
            return ClaimSubject.Unknown;
        }

        _kindest ??= Kindest(All);
        int low = 0;
        int high = All.Count;
        while (filedAt is { } filed && low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = StartOf(All[middle]) <= filed ? (middle + 1, high) : (low, middle);
        }

        int count = filedAt is null ? All.Count : low;
        return count == 0 ? ClaimSubject.Unknown : _kindest[count - 1];
    }

    private static ClaimSubject[] Kindest(IReadOnlyList<ClaimSubject> all)
    {
        ClaimSubject[] kindest = [.. all];
        for (int i = 1; i < kindest.Length; i++)
        {
            kindest[i] = EndOf(kindest[i]) >= EndOf(kindest[i - 1]) ? kindest[i] : kindest[i - 1];
        }

        return kindest;
    }

    private static UtcInstant StartOf(ClaimSubject subject) => subject.Outage?.Start ?? subject.Issue ?? default;

    private static UtcInstant EndOf(ClaimSubject subject) => subject.Outage?.End ?? subject.Issue ?? default;

    private IEnumerable<ClaimSubject> Everything()
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
