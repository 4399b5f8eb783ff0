using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Cases;

public sealed class CaseClocksTests
{
    private const long Second = 1_000_000;
    private const string Subscription = "customers/acme/subscriptions/main";
    private static readonly UtcInstant Reported = new(1_795_323_781_123_456);
    private static readonly CaseRuleSet Rules = new RuleFinder(new ContractDocuments(NullLogger<ContractDocuments>.Instance))
        .Find(Catalogue.Snapshot(), Subscription, Reported)!;

    [Theory]
    [InlineData("1", 15 * 60, 24 * 3600)]
    [InlineData("2", 30 * 60, 72 * 3600)]
    [InlineData("3", 30 * 60, 12 * 3600)]
    public void The_three_levels_of_Infopromo_have_their_deadlines(string level, long respondSeconds, long resolveSeconds)
    {
        IReadOnlyList<ClockView> clocks = ClockReader.Read(Core(level), Rules, Reported).Clocks;
        Assert.Equal(["respond", "resolve"], clocks.Select(clock => clock.Reading.Name));
        Assert.Equal([respondSeconds * Second, resolveSeconds * Second], clocks.Select(clock => clock.Reading.TargetUs));
        Assert.All(clocks, clock =>
        {
            Assert.Equal(Reported, clock.Reading.Started);
            Assert.Equal(Reported.Microseconds + clock.Reading.TargetUs, clock.DueAtUs);
            Assert.Equal(clock.Reading.TargetUs, clock.Reading.RemainingUs);
            Assert.Equal((ClockState.Running, true), (clock.State, clock.IsOpen));
        });
    }

    [Theory]
    [InlineData(-1, ClockState.Running)]
    [InlineData(0, ClockState.Running)]
    [InlineData(1, ClockState.Breached)]
    public void At_the_due_instant_itself_the_step_is_still_in_time(long usAfterDue, ClockState state)
    {
        UtcInstant due = new(ClockReader.Read(Core("1"), Rules, Reported).Clocks[0].DueAtUs);
        ClockView then = ClockReader.Read(Core("1"), Rules, due.Plus(usAfterDue)).Clocks[0];
        Assert.Equal((state, -usAfterDue), (then.State, then.Reading.RemainingUs));
    }

    [Fact]
    public void An_instant_before_the_latest_step_counts_as_that_step()
    {
        CaseCore core = Core("2");
        core.Apply(CaseStep.Escalated, new CaseStepData(Reported.Plus(60 * Second).Microseconds, "Sam", CaseSide.Staff) { Text = "more hands" });
        Assert.All(ClockReader.Read(core, Rules, Reported).Clocks, clock => Assert.Equal(60 * Second, clock.Reading.ElapsedUs));
    }

    [Fact]
    public void The_next_deadline_is_that_of_a_clock_whose_step_is_still_to_be_done()
    {
        CaseCore core = Core("1");
        Assert.Equal(Reported.Plus(900 * Second).Microseconds, ClockReader.Read(core, Rules, Reported).NextDueAtUs);
        core.Apply(CaseStep.Acknowledged, new CaseStepData(Reported.Plus(Second).Microseconds, "Sam", CaseSide.Staff));
        Assert.Equal(Reported.Plus(24 * 3600 * Second).Microseconds, ClockReader.Read(core, Rules, Reported).NextDueAtUs);
        core.Apply(CaseStep.Resolved, new CaseStepData(Reported.Plus(2 * Second).Microseconds, "Sam", CaseSide.Staff) { Text = "a cable" });
        Assert.Equal(0, ClockReader.Read(core, Rules, Reported).NextDueAtUs);
    }

    private static CaseCore Core(string level) => new(
        "customers/acme/cases/c1", new CaseOpened(new CaseContent(Subscription, level, "Down", "", ""), Reported.Microseconds, "Ada"), Reported.Microseconds);
}
