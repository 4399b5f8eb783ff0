using System.Globalization;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>
/// Where the alarms of a case lie: the instants at which its clocks have run given shares of what was promised. Computed from the facts,
/// like the deadlines; nothing is stored and patched.
/// <list type="bullet">
/// <item>Of several promises of a clock the binding one counts, the one with the earliest deadline.</item>
/// <item>p % of a target is reached at the earliest instant at which the clock has run p % of it, rounded up to the microsecond, in the
/// contract's time basis and without the pauses. That holds above 100 %, too.</item>
/// <item>p % of an agreed time is reached when so much of the time from the start of the clock to it has passed, rounded up to the microsecond:
/// every instant counts, and pauses do not move it, as they do not move the agreed time.</item>
/// <item>100 % is the breach. A deadline is inclusive (rule G3), so its mark is one microsecond later, whether or not the clock runs then: the
/// first instant at which an open clock is rated as missed.</item>
/// <item>A promise without room, a target of nothing or an agreed time that is not after the start of the clock, has no marks below 100 %.
/// No mark above 100 % is before the breach.</item>
/// <item>What a pause that has not ended holds open has no mark; neither has a clock that has not started, except the breach of an agreed time,
/// nor one for which the parties have not agreed on a time.</item>
/// <item>A clock that has stopped keeps the marks before its stop, and the breach if it stopped at that very instant, for that was late.</item>
/// <item>A mark above 100 % that is further away than the ten years for which a calendar is searched, or than microseconds can express, is left out.</item>
/// <item>A declined case has no marks.</item>
/// </list>
/// An occasion names a promise by its clock and its figures: start and target, or the agreed time. Pauses, re-openings and levels are no part
/// of it: a re-opened case goes on with the clock it had, and so does one that comes to a level with the same target from the same start; what was
/// said about that promise is not said again. Another target, another start or another agreed time is another promise. The start is no part
/// of the name of an agreed time, since a response that comes after it does not make the parties agree anew.
/// </summary>
public static class CaseMarks
{
    /// <summary>Largest percentage: ten times what was promised.</summary>
    public const int MaxPercent = 1000;

    /// <summary>The marks of all clocks of a case, past and future.</summary>
    /// <param name="terms">What the contract says.</param>
    /// <param name="facts">What is known about the case.</param>
    /// <param name="calendar">Working hours; not looked at when the terms count elapsed time.</param>
    /// <param name="percents">The percentages, 1 to <see cref="MaxPercent"/>, in any order; one that stands there twice counts once.</param>
    /// <param name="asOf">Later events are not looked at; null: all facts are known.</param>
    /// <returns>The marks by instant; those of one instant by percentage, then in the order respond, fix, resolve.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A percentage is out of range; the message lists all that are.</exception>
    /// <exception cref="ArgumentException">The facts contradict the contract or themselves; the message lists everything that is wrong.</exception>
    /// <exception cref="InvalidOperationException">The calendar has too little working time in ten years for a target.</exception>
    /// <exception cref="OverflowException">A deadline lies outside the instants that microseconds can express.</exception>
    public static IReadOnlyList<CaseMark> Of(CaseTerms terms, CaseFacts facts, WorkCalendar calendar, IReadOnlyList<int> percents, UtcInstant? asOf)
    {
        int[] outside = [.. percents.Where(percent => percent is < 1 or > MaxPercent)];
        if (outside.Length > 0)
        {
            string list = string.Join(", ", outside.Select(percent => percent.ToString(CultureInfo.InvariantCulture)));
            throw new ArgumentOutOfRangeException(nameof(percents), list, string.Create(CultureInfo.InvariantCulture, $"Percentages are 1 to {MaxPercent}."));
        }

        (int level, IReadOnlyList<CaseStep> steps) = CaseReader.Read(terms, facts, asOf);
        if (asOf < facts.ReportedAt)
        {
            return [];
        }

        CaseTime time = new(terms.TimeBasis, calendar);
        CaseCourse course = CaseCourse.Of(terms, level, facts.ReportedAt, steps);
        CaseClockReader reader = new(terms, time, course, asOf);
        List<CaseMark> marks = [];
        foreach (CaseClockKind kind in (CaseClockKind[])[CaseClockKind.Respond, CaseClockKind.Fix, CaseClockKind.Resolve])
        {
            if (reader.Read(kind) is { } clock)
            {
                (CaseFold fold, UtcInstant? doneAt) = course.For(kind);
                marks.AddRange(Of(clock, percents.Distinct(), time, fold.Pauses).Where(mark => IsKept(mark, doneAt)));
            }
        }

        return [.. marks.OrderBy(mark => mark.At).ThenBy(mark => mark.Percent)];
    }

    private static bool IsKept(CaseMark mark, UtcInstant? doneAt) => doneAt is not { } done || mark.At < done || (mark.Percent == 100 && mark.At == done);

    private static IEnumerable<CaseMark> Of(BoundClock clock, IEnumerable<int> percents, CaseTime time, IReadOnlyList<CasePause> pauses)
    {
        string occasion = Occasion(clock);
        foreach (int percent in percents)
        {
            if (At(clock, percent, time, pauses) is { } at)
            {
                yield return new CaseMark(clock.Reading.Name, percent, at, clock.Reading.DueAt, occasion);
            }
        }
    }

    private static UtcInstant? At(BoundClock clock, int percent, CaseTime time, IReadOnlyList<CasePause> pauses)
    {
        UtcInstant? breach = clock.Reading.DueAt is { Microseconds: < long.MaxValue } due ? due.Plus(1) : null;
        if (percent == 100)
        {
            return breach;
        }

        if (clock.Promise.Start is not { } start)
        {
            return null;
        }

        // Room in 128 bits: ten times a target does not fit into 64.
        Int128 room = clock.Promise.Target.TargetUs ?? Int128.Max(0, (Int128)(clock.Promise.AgreedUntil?.Microseconds ?? start.Microseconds) - start.Microseconds);
        Int128 share = ((room * percent) + 99) / 100;
        if (percent < 100)
        {
            return room == 0 ? null : Reach(clock.Promise, start, share, time, pauses);
        }

        return breach is { } after && Reach(clock.Promise, start, share, time, pauses) is { } at ? UtcInstant.Max(at, after) : null;
    }

    private static UtcInstant? Reach(CasePromise promise, UtcInstant start, Int128 shareUs, CaseTime time, IReadOnlyList<CasePause> pauses) =>
        promise.Target.TargetUs is not null ? time.Reach(start, shareUs, pauses)
            : start.Microseconds + shareUs is var at && at <= long.MaxValue ? new UtcInstant((long)at)
            : null;

    private static string Occasion(BoundClock clock) => clock.Promise.Target.TargetUs is { } target
        ? string.Create(CultureInfo.InvariantCulture, $"{clock.Reading.Name}/{clock.Promise.Start?.Microseconds}/{target}")
        : string.Create(CultureInfo.InvariantCulture, $"{clock.Reading.Name}/until/{clock.Promise.AgreedUntil?.Microseconds}");
}
