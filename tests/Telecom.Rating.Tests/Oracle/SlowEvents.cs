using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>The objective over events, one event after the other.</summary>
internal sealed class SlowEvents
{
    public SlowEvents(EventTerms terms, RatingFacts facts, TimeRange period)
    {
        long? now = facts.AsOf?.Microseconds;
        Over = now is null || now >= period.End.Microseconds;
        foreach (EventFacts one in facts.Events ?? [])
        {
            long month = MonthOf(terms, one, now);
            if (month < period.Start.Microseconds || month >= period.End.Microseconds || one.SubmittedAt.Microseconds > now)
            {
                continue;
            }

            switch (FateOf(terms, one, now))
            {
                case Fate.OnTime: OnTime += one.Count; break;
                case Fate.Ignored: Ignored += one.Count; break;
                case Fate.Pending: Pending += one.Count; break;
                case Fate.Excused: Excused += one.Count; break;
                default: Late += one.Count; break;
            }
        }

        Final = Pending == 0 && Over;
        Fraction target = Fraction.Of(terms.Target);
        bool misses = OnTime + Late > 0 && new Fraction(OnTime, OnTime + Late) < target;
        bool lost = Over && Pending > 0 && new Fraction(OnTime + Pending, OnTime + Late + Pending) < target;

        // When the period is over, the pending events alone decide: the target is at risk while they could miss it.
        bool risky = Over && Pending > 0 ? new Fraction(OnTime, OnTime + Late + Pending) < target : misses;
        Verdict = facts.Events is null ? ObjectiveState.Undetermined
            : Final ? (misses ? ObjectiveState.Breached : ObjectiveState.Met)
            : lost ? ObjectiveState.BreachedAlready
            : risky ? ObjectiveState.AtRisk
            : ObjectiveState.OnTrack;
    }

    internal enum Fate
    {
        OnTime,
        Ignored,
        Pending,
        Excused,
        Late,
    }

    public long OnTime { get; }

    public long Late { get; }

    public long Pending { get; }

    public long Ignored { get; }

    public long Excused { get; }

    public bool Over { get; }

    public bool Final { get; }

    public ObjectiveState Verdict { get; }

    public static long MonthOf(EventTerms terms, EventFacts one, long? now) =>
        terms.Month == EventMonth.Start && one.StartedAt is { } started && !(started.Microseconds > now) ? started.Microseconds : one.SubmittedAt.Microseconds;

    public static Fate FateOf(EventTerms terms, EventFacts one, long? now)
    {
        long limit = one.SubmittedAt.Microseconds + terms.StartWithinUs;
        long? started = one.StartedAt is { } began && !(began.Microseconds > now) ? began.Microseconds : null;
        long? cancelled = one.CancelledAt is { } stopped && !(stopped.Microseconds > now) ? stopped.Microseconds : null;
        return started <= limit ? Fate.OnTime
            : cancelled <= limit ? Fate.Ignored
            : started is null && now <= limit ? Fate.Pending
            : terms.ExcusesApply && one.Cause is not null && terms.Excuses.Contains(one.Cause) ? Fate.Excused
            : Fate.Late;
    }
}
