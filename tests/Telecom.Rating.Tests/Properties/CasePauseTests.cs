using FsCheck.Fluent;
using NodaTime;
using Telecom.Rating.Tests.Drawn;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Properties;

/// <summary>A wait that ends at the instant at which it begins is no wait.</summary>
public sealed class CasePauseTests
{
    private static readonly UtcInstant Monday = UtcInstant.From(Instant.FromUtc(2026, 4, 13, 6, 0));
    private static readonly WorkCalendar Calendar = new(TestTerms.Zone("Asia/Dubai"), [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [new LocalDate(2026, 4, 15)], 540, 1020);

    [Fact]
    public void Pausing_and_resuming_at_one_instant_changes_nothing() => Property.Holds(
        Gen.Choose(0, int.MaxValue - 1),
        number => [],
        number =>
        {
            Random random = new(number);
            CaseTerms terms = new(
                [Level("P1", "bug", 4, 4, 8), Level("P1", "outage", 1, 2, 3), Level("P2", null, 8, null, 40)],
                (SeverityChangePolicy)random.Next(3),
                (CaseTimeBasis)random.Next(2));
            List<CaseEvent> events = Events(random);
            UtcInstant asOf = Monday.Plus(random.NextInt64(0, 200 * TestTerms.Hour));

            // Beside the waits of the case itself, since one inside of them would end them; between events of the same instant too.
            int place = random.Next(events.Count + 1);
            while (place > 0 && events[place - 1].Kind == CaseEventKind.Waiting)
            {
                place--;
            }

            UtcInstant from = place == 0 ? Monday : events[place - 1].At;
            UtcInstant to = place == events.Count ? asOf : events[place].At;
            UtcInstant at = random.Next(3) == 0 || to <= from ? from : from.Plus(random.NextInt64(0, to - from));
            CaseEvent[] paused = [.. events.Take(place), new CaseEvent(at, CaseEventKind.Waiting), new CaseEvent(at, CaseEventKind.Resumed), .. events.Skip(place)];
            string before = Text(Rate(terms, events, asOf));
            string after = Text(Rate(terms, paused, asOf));
            return before == after ? null : $"{before}\n{after}\n{string.Join('\n', (object[])[.. paused])}\nas of {asOf}, {terms.TimeBasis}, {terms.SeverityChange}";
        });

    private static List<CaseEvent> Events(Random random)
    {
        List<CaseEvent> events = [];
        UtcInstant at = Monday;
        bool resolved = false;
        for (int i = random.Next(0, 7); i > 0; i--)
        {
            at = at.Plus(random.Next(4) == 0 ? 0 : random.NextInt64(0, 20 * TestTerms.Hour));
            switch (random.Next(5))
            {
                case 0:
                    events.Add(new CaseEvent(at, CaseEventKind.Acknowledged));
                    break;
                case 1:
                    events.Add(new CaseEvent(at, CaseEventKind.SeverityChanged, random.Next(2) == 0 ? "P1" : "P2", random.Next(2) == 0 ? "bug" : "outage"));
                    break;
                case 2 when !resolved:
                    events.Add(new CaseEvent(at, CaseEventKind.Waiting));
                    at = at.Plus(random.NextInt64(0, 30 * TestTerms.Hour));
                    events.Add(new CaseEvent(at, CaseEventKind.Resumed));
                    break;
                default:
                    events.Add(new CaseEvent(at, resolved ? CaseEventKind.Reopened : CaseEventKind.Resolved));
                    resolved = !resolved;
                    break;
            }
        }

        return events;
    }

    private static CaseRating Rate(CaseTerms terms, IReadOnlyList<CaseEvent> events, UtcInstant asOf) =>
        CaseRater.Rate(terms, new CaseFacts("C-1", "P1", "bug", Monday, events), Calendar, asOf);

    private static string Text(CaseRating rating) =>
        $"{rating.RespondBy} {rating.FixBy} {rating.ResolveBy} {rating.RespondMet} {rating.FixMet} {rating.ResolveMet} {rating.State}: "
        + string.Join("; ", rating.Clocks.Select(clock => $"{clock.Name} {clock.TargetUs} {clock.Started} {clock.ElapsedUs} {clock.PausedUs} {clock.RemainingUs} {clock.DueAt} {clock.Met}"));

    private static CaseLevel Level(string severity, string? cause, int respond, int? fix, int resolve) => new(
        severity, cause, severity, new CaseTarget(respond * TestTerms.Hour, "12"), fix is { } hours ? new CaseTarget(hours * TestTerms.Hour, "12") : null,
        new CaseTarget(resolve * TestTerms.Hour, "12"), PausesWhileWaiting: severity == "P1", NeedsAcceptance: false);
}
