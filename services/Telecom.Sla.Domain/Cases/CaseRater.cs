using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>
/// Rates cases: a pure fold over their events; nothing is stored and patched.
/// <list type="bullet">
/// <item>The respond clock stops at the first acknowledgement, response or resolution, the others at the resolution that holds. A clock that
/// has stopped keeps its deadline: later pauses and changes of severity do not move it.</item>
/// <item>While the provider waits for the customer the clocks stand still if the level in force at the time says so. A wait ends with the
/// answer or the resolution. While it lasts, a deadline that has not been reached is unknown: due and met are null, the time left is known.</item>
/// <item>Between a resolution and its re-opening the clocks stand still; then they run on.</item>
/// <item>A level that needs acceptance has no clock once declined, and one that starts with the acceptance; with neither known, it runs from the
/// report and the rating says that it assumed so.</item>
/// <item>Where the parties are to agree on a time, their latest agreement is the deadline; pauses do not move it.</item>
/// </list>
/// </summary>
public static class CaseRater
{
    /// <summary>Holds a case against its contract.</summary>
    /// <param name="terms">What the contract says.</param>
    /// <param name="facts">What is known about the case.</param>
    /// <param name="calendar">Working hours; not looked at when the terms count elapsed time.</param>
    /// <param name="asOf">Instant of the rating; later events are not looked at. Null: all facts are known, and an open clock is neither met nor missed.</param>
    /// <exception cref="ArgumentException">The facts contradict the contract or themselves; the message lists everything that is wrong.</exception>
    /// <exception cref="InvalidOperationException">The calendar has too little working time in ten years for a target.</exception>
    /// <exception cref="OverflowException">A deadline lies outside the instants that microseconds can express.</exception>
    public static CaseRating Rate(CaseTerms terms, CaseFacts facts, WorkCalendar calendar, UtcInstant? asOf)
    {
        (int level, IReadOnlyList<CaseStep> steps) = CaseReader.Read(terms, facts, asOf);
        if (asOf < facts.ReportedAt)
        {
            return new CaseRating(
                facts.Id, null, null, null, null, null, null, CaseState.NotReported, [], [$"Reported {facts.ReportedAt}, later than {asOf}."], []);
        }

        CaseCourse course = CaseCourse.Of(terms, level, facts.ReportedAt, steps);
        CaseFold work = course.Work;
        CaseClockReader reader = new(terms, new CaseTime(terms.TimeBasis, calendar), course, asOf);
        ClockReading? respond = reader.Read(CaseClockKind.Respond)?.Reading;
        ClockReading? fix = reader.Read(CaseClockKind.Fix)?.Reading;
        ClockReading? resolve = reader.Read(CaseClockKind.Resolve)?.Reading;
        ClockReading[] clocks = [.. new[] { respond, fix, resolve }.OfType<ClockReading>()];
        return new CaseRating(
            facts.Id,
            respond?.DueAt,
            fix?.DueAt,
            resolve?.DueAt,
            respond?.Met,
            fix?.Met,
            resolve?.Met,
            State(work),
            clocks,
            [.. CaseStory.Tell(terms, work), .. clocks.Select(clock => $"{clock.Name}: {clock.Why}")],
            [.. CaseStory.Assumptions(terms, work)]);
    }

    private static CaseState State(CaseFold work) => work switch
    {
        { ResolvedAt: not null } => CaseState.Resolved,
        { Level.NeedsAcceptance: true, Decision: CaseEventKind.Declined } => CaseState.Declined,
        { IsWaiting: true } => CaseState.Waiting,
        { RespondedAt: not null } => CaseState.Responded,
        _ => CaseState.Open,
    };
}
