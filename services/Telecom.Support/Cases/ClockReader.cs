using Telecom.Sla.Domain.Time;
using Telecom.Support.Rules;
using Telecom.Support.V1;
using Domain = Telecom.Sla.Domain.Cases;

namespace Telecom.Support.Cases;

/// <summary>
/// Reads the clocks of a case under its rules. They are computed from the events each time and never stored, so that there is nothing
/// to patch when a fact or a rule changes. Pure: the instant is an argument.
/// </summary>
internal static class ClockReader
{
    /// <summary>The clocks at an instant.</summary>
    /// <param name="core">The case.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="now">The instant; one before the case's latest step counts as that.</param>
    public static CaseClocks Read(CaseCore core, CaseRuleSet rules, UtcInstant now)
    {
        if (rules.Terms is not { } terms)
        {
            return new CaseClocks([], []);
        }

        Domain.CaseRating rating = Rate(core, rules, terms, now);
        return new CaseClocks([.. rating.Clocks.Select(reading => View(core, reading))], rating.Assumptions);
    }

    /// <summary>The domain's rating under some terms.</summary>
    public static Domain.CaseRating Rate(CaseCore core, CaseRuleSet rules, Domain.CaseTerms terms, UtcInstant now)
    {
        // What was cancelled is read as of its end: nothing runs on, and what was breached by then stays breached.
        long at = core.EndedAtUs != 0 ? core.EndedAtUs : Math.Max(now.Microseconds, core.LastAtUs);
        return Domain.CaseRater.Rate(terms, core.Facts(), rules.Calendar, new UtcInstant(at));
    }

    private static ClockView View(CaseCore core, Domain.ClockReading reading)
    {
        long doneAt = reading.Name == "respond" ? core.AnsweredAtUs : core.ResolvedAtUs;
        return new ClockView(reading, State(core, reading, doneAt), doneAt);
    }

    private static ClockState State(CaseCore core, Domain.ClockReading reading, long doneAt) => reading switch
    {
        { Met: true } => ClockState.Met,
        { Met: false } => ClockState.Breached,
        _ when doneAt != 0 || core.HasEnded => ClockState.Stopped,
        { Started: null } => ClockState.NotStarted,
        { TargetUs: null, DueAt: null } => ClockState.AwaitingAgreement,
        { DueAt: null } => ClockState.Paused,
        _ => ClockState.Running,
    };
}
