using Telecom.Catalog.V1;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Worked;

/// <summary>
/// The case clocks that were worked out by hand, through the running service: its clock is moved to the instant of each event, and the
/// figures are those that a caller reads.
/// </summary>
public sealed class WorkedCaseTests
{
    private static readonly Dictionary<string, WorkedCase> s_cases = new WorkedCase[][]
    {
        [.. WorkedCaseFile.Read("worked-cases.json")],
        [.. WorkedCaseFile.Read("own-cases.json")],
        [.. ContractExamples.Read("infopromo.yaml", "main")],
        [.. ContractExamples.Read("omniful.yaml", "omniful")],
    }.SelectMany(found => found).ToDictionary(worked => worked.Name);

    public static TheoryData<string> Names() => [.. s_cases.Keys];

    [Fact]
    public void Every_worked_case_clock_is_played()
    {
        // IP-09 is six, a level and an acknowledgement each; the others are one each.
        string[] file = ["IP-09", "IP-12", "OM-10a", "OM-10b", "X-CK-01", "X-CK-07"];
        Assert.All(file, id => Assert.Contains(s_cases.Keys, name => name.StartsWith(id, StringComparison.Ordinal)));
        Assert.Equal((9, 7, 9), (Count("IP-") + Count("OM-"), Count("X-CK-"), Count("infopromo.yaml")));
        Assert.Equal(12, Count("omniful.yaml"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_service_shows_the_figures_that_were_worked_out(string name)
    {
        WorkedCase worked = s_cases[name];
        await using SupportRun run = await SupportRun.StartAtAsync(worked.ReportedAt, CatalogueOf(worked));
        Case shown = await run.OpenAsync(worked.Subscription, worked.Severity, worked.Cause);
        Assert.Equal(worked.ReportedAt.ToMicroseconds(), shown.ReportedAtUs);
        foreach (WorkedEvent item in worked.Events)
        {
            run.Clock.Jump(item.At);
            shown = (await run.TakeAsync(shown.Name, ChangeOf(item))).Case;
        }

        foreach (WorkedClock clock in worked.Clocks)
        {
            AssertClock(clock, shown);
        }

        await AssertDeadlinesAreInclusiveAsync(run, shown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_report_that_staff_record_later_has_the_same_deadlines(string name)
    {
        WorkedCase worked = s_cases[name];
        await using SupportRun run = await SupportRun.StartAtAsync(worked.ReportedAt, CatalogueOf(worked));
        Case atOnce = await run.OpenAsync(worked.Subscription, worked.Severity, worked.Cause);
        run.Clock.Jump(worked.ReportedAt.AddHours(30));
        OpenCaseRequest request = CaseCalls.OpenRequest(worked.Subscription, worked.Severity, worked.Cause);
        request.Case.ReportedAtUs = worked.ReportedAt.ToMicroseconds();
        Case later = (await run.Client.OpenCaseAsync(request, run.Desk)).Case;
        Case then = await run.GetAsync(atOnce.Name);
        Assert.Equal(then.Clocks, later.Clocks);
        Assert.Equal((then.ReportedAtUs, run.NowUs, CaseOrigin.Staff), (later.ReportedAtUs, later.CreateTimeUs, later.Origin));
    }

    private static int Count(string start) => s_cases.Keys.Count(name => name.StartsWith(start, StringComparison.Ordinal));

    private static CatalogSnapshot CatalogueOf(WorkedCase worked)
    {
        CatalogSnapshot snapshot = Catalogue.Snapshot();
        Subscription subscription = snapshot.Subscriptions.Single(found => found.Name == CaseCalls.Subscription(worked.Subscription));
        subscription.Calendar = worked.Calendar;
        subscription.Readings.Add(worked.Readings.ToDictionary());
        return snapshot;
    }

    private static CaseChange ChangeOf(WorkedEvent item) => item.Type switch
    {
        "acknowledged" => Changes.Acknowledge(),
        "responded" => Changes.Respond(),
        "waiting" => Changes.Wait(),
        "resumed" => Changes.Resume(),
        "severity" => Changes.Severity(item.Severity),
        "agreed" => Changes.Agree(item.Until!.Value.ToMicroseconds()),
        "accepted" => Changes.Accept(),
        "declined" => Changes.Decline(),
        "resolved" => Changes.Resolve(),
        "reopened" => Changes.Reopen(),
        _ => throw new ArgumentOutOfRangeException(nameof(item), item.Type, null),
    };

    private static void AssertClock(WorkedClock worked, Case shown)
    {
        Clock? clock = shown.Clocks.SingleOrDefault(found => found.Name == worked.Clock);
        if (worked.SaysDue)
        {
            Assert.Equal((worked.Clock, worked.Due?.ToMicroseconds() ?? 0), (worked.Clock, clock?.DueAtUs ?? 0));
        }

        if (worked.Met is { } met)
        {
            Assert.Equal((worked.Clock, met ? ClockState.Met : ClockState.Breached), (worked.Clock, clock!.State));
        }

        foreach ((string reading, string option, DateTimeOffset due) in worked.Alternatives)
        {
            // One that would not move the deadline is not shown.
            ClockAlternative? other = clock!.Alternatives.SingleOrDefault(found => found.Reading == reading && found.Option == option);
            Assert.Equal((reading, option, due.ToMicroseconds()), (reading, option, other?.DueAtUs ?? clock.DueAtUs));
        }
    }

    /// <summary>At its deadline a clock still runs, a microsecond later it is breached.</summary>
    private static async Task AssertDeadlinesAreInclusiveAsync(SupportRun run, Case shown)
    {
        foreach (Clock clock in shown.Clocks.Where(clock => clock.State == ClockState.Running && clock.DueAtUs >= run.NowUs).OrderBy(clock => clock.DueAtUs).ToArray())
        {
            run.Clock.Jump(Instants.FromMicroseconds(clock.DueAtUs));
            Clock due = (await run.GetAsync(shown.Name)).Clock(clock.Name);
            Assert.Equal((clock.Name, ClockState.Running, 0L, clock.DueAtUs), (due.Name, due.State, due.RemainingUs, due.DueAtUs));
            run.Clock.Jump(Instants.FromMicroseconds(clock.DueAtUs + 1));
            Clock late = (await run.GetAsync(shown.Name)).Clock(clock.Name);
            Assert.Equal((clock.Name, ClockState.Breached, clock.DueAtUs), (late.Name, late.State, late.DueAtUs));
        }
    }
}
