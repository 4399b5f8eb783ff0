using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>Reads one clock of a case: which promise binds, how far the clock has run, when it is due and whether that was met.</summary>
/// <param name="terms">What the contract says.</param>
/// <param name="time">Arithmetic of the contract's time basis.</param>
/// <param name="course">The case up to what stops its clocks.</param>
/// <param name="asOf">Instant of the rating; null: all facts are known.</param>
internal sealed class CaseClockReader(CaseTerms terms, CaseTime time, CaseCourse course, UtcInstant? asOf)
{
    /// <summary>The reading and the promise that binds; null when the contract promises nothing here or the case was declined.</summary>
    /// <param name="kind">Which clock.</param>
    public BoundClock? Read(CaseClockKind kind)
    {
        (CaseFold fold, UtcInstant? doneAt) = course.For(kind);
        UtcInstant now = doneAt ?? asOf ?? fold.Now;
        BoundClock? binding = null;
        foreach (CasePromise promise in CasePromise.Of(terms, kind, fold, course.Work))
        {
            ClockReading reading = Read(kind, promise, fold.Pauses, now, doneAt);
            if (binding is null || BindsBefore(reading, binding.Reading))
            {
                binding = new BoundClock(promise, reading);
            }
        }

        return binding;
    }

    /// <summary>The earlier deadline binds; without deadlines a clock with a target binds before one without, and the shorter rest first.</summary>
    private static bool BindsBefore(ClockReading reading, ClockReading other) =>
        reading.DueAt is { } due
            ? other.DueAt is not { } otherDue || due < otherDue
            : other.DueAt is null && reading.RemainingUs is { } left && (other.RemainingUs is not { } otherLeft || left < otherLeft);

    private ClockReading Read(CaseClockKind kind, CasePromise promise, IReadOnlyList<CasePause> pauses, UtcInstant now, UtcInstant? doneAt)
    {
        long paused = promise.Start is { } started ? time.Paused(started, now, pauses) : 0;
        long elapsed = promise.Start is { } from ? time.Between(from, now) - paused : 0;
        UtcInstant? due = null;
        long? left = null;
        if (promise.Target.TargetUs is { } target)
        {
            due = promise.Start is { } start ? time.Due(start, target, pauses) : null;
            left = target - elapsed;
        }
        else if (promise.AgreedUntil is { } until)
        {
            due = until;
            left = time.Between(now, until) - time.Between(until, now);
        }

        bool? met = due is not { } deadline ? null : doneAt is { } done ? done <= deadline : asOf > deadline ? false : null;
        string name = kind switch
        {
            CaseClockKind.Respond => "respond",
            CaseClockKind.Fix => "fix",
            _ => "resolve",
        };
        return new ClockReading(name, promise.Target.TargetUs, promise.Start, elapsed, paused, left, due, met, promise.Target.Clause, Why(promise, due, paused, doneAt, met));
    }

    private string Why(CasePromise promise, UtcInstant? due, long paused, UtcInstant? doneAt, bool? met)
    {
        string rest = paused == 0 ? "" : $", with pauses of {CaseText.Duration(paused, terms.TimeBasis)}";
        string deadline = (promise.Target.TargetUs, promise.Start, due) switch
        {
            ({ } target, { } start, { } at) => $"{CaseText.Duration(target, terms.TimeBasis)} from {promise.From} at {start}{rest}: due {at}",
            ({ } target, { } start, null) => $"{CaseText.Duration(target, terms.TimeBasis)} from {promise.From} at {start}{rest}: no deadline until the pause ends",
            ({ } target, null, _) => $"{CaseText.Duration(target, terms.TimeBasis)} from {promise.From}, which is not known yet",
            (null, _, { } at) => $"agreed until {at}",
            (null, _, null) => "a time is to be agreed on, and none is",
        };
        string outcome = (doneAt, met) switch
        {
            ({ } done, true) => $"done {done}, in time",
            ({ } done, false) => $"done {done}, late",
            ({ } done, null) => $"done {done}, without a deadline to hold it against",
            (null, false) => $"not done by {asOf}, late",
            _ => "open",
        };
        return $"{CaseText.Name(promise.Level)}: {deadline}; {outcome}.";
    }
}
