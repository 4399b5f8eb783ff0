using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Judges an objective over events: a share of those submitted must begin in time.</summary>
/// <remarks>
/// An event is on time when it started within the limit, late when the limit has passed without a start, pending while it has not, and
/// ignored when the customer cancelled it within the limit before it started. A late event whose cause excuses leaves both sides; on-time
/// events always count. The share is on time ÷ (on time + late), exactly the target is met.
/// </remarks>
internal static class EventJudge
{
    /// <summary>Counts the events of a period.</summary>
    public static EventStatement Count(EventTerms terms, RatingContext context, TimeRange period)
    {
        UtcInstant? asOf = context.Facts.AsOf;
        long[] counts = new long[Enum.GetValues<EventOutcome>().Length];
        foreach (EventFacts entry in context.Facts.Events ?? [])
        {
            if (period.Contains(MonthInstant(terms, entry, asOf)) && (asOf is null || entry.SubmittedAt <= asOf))
            {
                counts[(int)Outcome(terms, entry, asOf)] += entry.Count;
            }
        }

        long pending = counts[(int)EventOutcome.Pending];
        return new EventStatement(
            counts[(int)EventOutcome.OnTime],
            counts[(int)EventOutcome.Late],
            pending,
            counts[(int)EventOutcome.Ignored],
            counts[(int)EventOutcome.Excused],
            pending == 0 && (asOf is null || asOf >= period.End));
    }

    /// <summary>The verdict; undetermined when events were not examined.</summary>
    /// <param name="terms">What was promised.</param>
    /// <param name="events">The count.</param>
    /// <param name="examined">Whether events were examined.</param>
    /// <param name="over">Whether the period is over, so that only pending events can still change the share.</param>
    public static ObjectiveState Verdict(EventTerms terms, EventStatement events, bool examined, bool over)
    {
        if (!examined)
        {
            return ObjectiveState.Undetermined;
        }

        bool misses = events.Share is { } share && share < terms.Target;
        if (events.Final)
        {
            return misses ? ObjectiveState.Breached : ObjectiveState.Met;
        }

        if (over && events.Pending > 0)
        {
            // Nothing more can be submitted: the pending events alone decide.
            long all = events.Eligible + events.Pending;
            return new Ratio(events.OnTime + events.Pending, all) < terms.Target ? ObjectiveState.BreachedAlready
                : new Ratio(events.OnTime, all) < terms.Target ? ObjectiveState.AtRisk
                : ObjectiveState.OnTrack;
        }

        return misses ? ObjectiveState.AtRisk : ObjectiveState.OnTrack;
    }

    /// <summary>What became of an event.</summary>
    public static EventOutcome Outcome(EventTerms terms, EventFacts entry, UtcInstant? asOf)
    {
        UtcInstant deadline = entry.SubmittedAt.Plus(terms.StartWithinUs);
        UtcInstant? started = Seen(entry.StartedAt, asOf);
        UtcInstant? cancelled = Seen(entry.CancelledAt, asOf);
        if (started <= deadline)
        {
            return EventOutcome.OnTime;
        }

        if (cancelled <= deadline)
        {
            return EventOutcome.Ignored;
        }

        if (started is null && asOf <= deadline)
        {
            return EventOutcome.Pending;
        }

        return terms.ExcusesApply && entry.Cause is { } cause && terms.Excuses.Contains(cause) ? EventOutcome.Excused : EventOutcome.Late;
    }

    /// <summary>The instant that says which period an event belongs to.</summary>
    public static UtcInstant MonthInstant(EventTerms terms, EventFacts entry, UtcInstant? asOf) =>
        terms.Month == EventMonth.Start ? Seen(entry.StartedAt, asOf) ?? entry.SubmittedAt : entry.SubmittedAt;

    private static UtcInstant? Seen(UtcInstant? instant, UtcInstant? asOf) => asOf is null || instant <= asOf ? instant : null;
}
