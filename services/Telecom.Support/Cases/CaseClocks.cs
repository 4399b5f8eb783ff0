using Telecom.Contracts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Support.Cases;

/// <summary>
/// Reads the clocks of a case. They are computed from the events and the contract each time and never stored, so that there is nothing
/// to patch when a fact or a reading changes. Pure: the instant is an argument.
/// </summary>
internal static class CaseClocks
{
    /// <summary>
    /// The clocks at an instant. They start at the report and count elapsed time, round the clock and without pauses (rule G4). "Within"
    /// includes the limit (rule G3): at the due instant itself the clock still runs.
    /// </summary>
    /// <param name="facts">The case.</param>
    /// <param name="clocks">What its plan promises for its severity.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<ClockReading> Read(CaseFacts facts, IReadOnlyList<CaseClock> clocks, UtcInstant now)
    {
        UtcInstant reportedAt = new(facts.ReportedAtUs);
        return
        [
            .. clocks.Select(clock =>
            {
                UtcInstant dueAt = clock.DueAt(reportedAt);
                return new ClockReading(clock, reportedAt, dueAt, checked(dueAt.Microseconds - now.Microseconds));
            }),
        ];
    }
}
