using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>
/// The arithmetic of case clocks: time between instants in the contract's basis, and the deadline that a target and pauses give.
/// A clock started at S with pauses P has run W([S, t) \ P) at t, where W is elapsed or working time, and its deadline is the earliest
/// instant at which it has run the target.
/// </summary>
internal sealed class CaseTime(CaseTimeBasis basis, WorkCalendar calendar)
{
    /// <summary>Time from one instant to another, microseconds; 0 when the second is not later.</summary>
    public long Between(UtcInstant from, UtcInstant to) =>
        to <= from ? 0 : basis == CaseTimeBasis.WorkingHours ? calendar.WorkingTime(from, to) : to - from;

    /// <summary>Time of the pauses from one instant to another, microseconds.</summary>
    public long Paused(UtcInstant from, UtcInstant to, IEnumerable<CasePause> pauses) =>
        pauses.Sum(pause => Between(UtcInstant.Max(pause.Start, from), UtcInstant.Min(pause.End ?? to, to)));

    /// <summary>The deadline; null when a pause that has not ended holds it open.</summary>
    /// <param name="start">Start of the clock.</param>
    /// <param name="targetUs">Target, microseconds.</param>
    /// <param name="pauses">Pauses, disjoint, by start.</param>
    /// <exception cref="InvalidOperationException">The calendar has too little working time in ten years.</exception>
    /// <exception cref="OverflowException">The deadline lies outside the instants that microseconds can express.</exception>
    public UtcInstant? Due(UtcInstant start, long targetUs, IEnumerable<CasePause> pauses) =>
        Left(start, targetUs, pauses) is not { } left ? null
            : basis == CaseTimeBasis.WorkingHours ? calendar.AddWorkingTime(left.At, left.Us)
            : left.At.Plus(left.Us);

    /// <summary>
    /// As <see cref="Due"/>; null also when that instant is further away than the calendar is searched or microseconds can express.
    /// </summary>
    /// <param name="start">Start of the clock.</param>
    /// <param name="runUs">Time to run, microseconds.</param>
    /// <param name="pauses">Pauses, disjoint, by start.</param>
    public UtcInstant? Reach(UtcInstant start, Int128 runUs, IEnumerable<CasePause> pauses) =>
        runUs > long.MaxValue || Left(start, (long)runUs, pauses) is not { } left ? null
            : basis == CaseTimeBasis.WorkingHours ? calendar.FindWorkingTime(left.At, left.Us)
            : left.Us > long.MaxValue - Math.Max(0, left.At.Microseconds) ? null
            : left.At.Plus(left.Us);

    /// <summary>The instant after which no pause matters, and the time that is to run from there; null when a pause holds the clock.</summary>
    private (UtcInstant At, long Us)? Left(UtcInstant start, long targetUs, IEnumerable<CasePause> pauses)
    {
        UtcInstant at = start;
        long left = targetUs;
        foreach (CasePause pause in pauses.Where(pause => pause.End is not { } end || end > start))
        {
            long run = Between(at, pause.Start);
            if (run >= left)
            {
                break;
            }

            if (pause.End is not { } end)
            {
                return null;
            }

            left -= run;
            at = end;
        }

        return (at, left);
    }
}
