using Telecom.Support.V1;

namespace Telecom.Support.Tests.Clocks;

/// <summary>
/// What clocks must show, found by walking every minute from the report with a pencil: is it working time, does the clock stand still, has it
/// run its target. It knows the agreements from <see cref="DrawnPlan"/> and shares nothing with the service.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="reportedLevel">Level at the report.</param>
/// <param name="counted">Which minutes from the report on count.</param>
internal sealed class SlowClocks(DrawnPlan plan, int reportedLevel, bool[] counted)
{
    /// <summary>A clock at a minute after the report; null when it is not promised.</summary>
    /// <param name="clock">"respond", "fix" or "resolve".</param>
    /// <param name="history">What happened up to then, in order.</param>
    /// <param name="now">The minute.</param>
    public SlowReading? Read(string clock, IReadOnlyList<DrawnStep> history, int now)
    {
        int end = Find(history, DrawnKind.End);
        now = end >= 0 ? history[end].Minute : now;
        int answered = -1;
        for (int i = 0; i < history.Count && answered < 0; i++)
        {
            answered = history[i].Kind is DrawnKind.Answer or DrawnKind.Resolve ? i : -1;
        }

        int resolved = -1;
        for (int i = 0; i < history.Count; i++)
        {
            resolved = history[i].Kind switch { DrawnKind.Resolve => i, DrawnKind.Reopen => -1, _ => resolved };
        }

        int doneAt = clock == "respond" ? answered : resolved;
        IReadOnlyList<DrawnStep> until = doneAt >= 0 ? [.. history.Take(doneAt + 1)] : history;
        if (Target(clock, until) is not { } target)
        {
            return null;
        }

        int stop = doneAt >= 0 ? history[doneAt].Minute : now;
        int? start = clock == "fix" ? (answered >= 0 ? history[answered].Minute : null) : 0;
        int elapsed = 0;
        int paused = 0;
        int? due = null;
        if (start is { } first)
        {
            bool[] still = Still(until, doneAt >= 0 ? stop : int.MaxValue);
            int run = 0;
            for (int minute = first; minute < counted.Length && (due is null || minute < stop); minute++)
            {
                int step = counted[minute] && !still[minute] ? 1 : 0;
                run += step;
                due = due is null && step == 1 && run == target ? minute + 1 : due;
                elapsed += minute < stop ? step : 0;
                paused += minute < stop && counted[minute] && still[minute] ? 1 : 0;
            }
        }

        return new SlowReading(target, start, elapsed, paused, due, doneAt >= 0 ? stop : null, State(start, due, doneAt >= 0 ? stop : null, now, end >= 0));
    }

    /// <summary>A raised case keeps what was promised before, if it is less; a lowered one has the new level's promise.</summary>
    private int? Target(string clock, IReadOnlyList<DrawnStep> until)
    {
        int level = reportedLevel;
        int? target = plan.Target(clock, level);
        foreach (DrawnStep step in until.Where(step => step.Kind == DrawnKind.Level))
        {
            int? own = plan.Target(clock, step.Level);
            target = step.Level < level && target < own ? target : own;
            level = step.Level;
        }

        return target;
    }

    /// <summary>Minutes in which the clocks stand still: while the customer is asked, where the plan says so, and between resolution and re-opening.</summary>
    private bool[] Still(IReadOnlyList<DrawnStep> history, int stop)
    {
        bool[] still = new bool[counted.Length];
        bool asked = false;
        bool resolved = false;
        int next = 0;
        for (int minute = 0; minute < still.Length && minute < stop; minute++)
        {
            for (; next < history.Count && history[next].Minute <= minute; next++)
            {
                asked = history[next].Kind switch { DrawnKind.Ask => true, DrawnKind.Resume or DrawnKind.Resolve => false, _ => asked };
                resolved = history[next].Kind switch { DrawnKind.Resolve => true, DrawnKind.Reopen => false, _ => resolved };
            }

            still[minute] = (asked && plan.Pauses) || resolved;
        }

        return still;
    }

    private static ClockState State(int? start, int? due, int? doneAt, int now, bool ended) => (start, due, doneAt) switch
    {
        (_, { } by, { } done) => done <= by ? ClockState.Met : ClockState.Breached,
        (_, { } by, null) when now > by => ClockState.Breached,
        _ when ended => ClockState.Stopped,
        (null, _, _) => ClockState.NotStarted,
        (_, null, _) => ClockState.Paused,
        _ => ClockState.Running,
    };

    private static int Find(IReadOnlyList<DrawnStep> history, DrawnKind kind)
    {
        for (int i = 0; i < history.Count; i++)
        {
            if (history[i].Kind == kind)
            {
                return i;
            }
        }

        return -1;
    }
}
