using Telecom.Contracts;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Plans;
using Telecom.Support.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Telecom.Support.Tests.Cases;

public sealed class CaseClocksTests
{
    private const long Second = 1_000_000;
    private static readonly UtcInstant Reported = new(1_795_323_781_123_456);

    [Theory]
    [InlineData("1", 15 * 60, 24 * 3600)]
    [InlineData("2", 30 * 60, 72 * 3600)]
    [InlineData("3", 30 * 60, 12 * 3600)]
    public void The_three_levels_of_Infopromo_have_their_deadlines(string level, long acknowledgeSeconds, long resolveSeconds)
    {
        IReadOnlyList<ClockReading> readings = CaseClocks.Read(Facts(level), ClocksOf(level), Reported);
        Assert.Equal(["acknowledge", "resolve"], readings.Select(reading => reading.Clock.Name));
        Assert.Equal([acknowledgeSeconds * Second, resolveSeconds * Second], readings.Select(reading => reading.Clock.TargetUs));
        Assert.All(readings, reading =>
        {
            Assert.Equal(Reported, reading.StartedAt);
            Assert.Equal(Reported.Microseconds + reading.Clock.TargetUs, reading.DueAt.Microseconds);
            Assert.Equal(reading.Clock.TargetUs, reading.RemainingUs);
            Assert.False(reading.Breached);
            Assert.Equal("support", reading.Clock.Clause);
        });
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void At_the_due_instant_itself_the_step_is_still_in_time(long usAfterDue, bool breached)
    {
        ClockReading due = CaseClocks.Read(Facts("1"), ClocksOf("1"), Reported)[0];
        ClockReading then = CaseClocks.Read(Facts("1"), ClocksOf("1"), due.DueAt.Plus(usAfterDue))[0];
        Assert.Equal((breached, -usAfterDue), (then.Breached, then.RemainingUs));
    }

    /// <summary>Against an oracle that counts in whole seconds, one by one.</summary>
    [Fact]
    public void Time_left_and_time_passed_always_make_the_target()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        CaseClock clock = new("resolve", 3_600 * Second, "support");
        for (int i = 0; i < 200; i++)
        {
            int passed = random.Next(0, 7_200);
            long left = 3_600 * Second;
            for (int second = 0; second < passed; second++)
            {
                left -= Second;
            }

            ClockReading reading = Assert.Single(CaseClocks.Read(Facts("1"), [clock], Reported.Plus(passed * Second)));
            Assert.True(reading.RemainingUs == left && reading.Breached == (passed > 3_600), $"{passed} s, seed {seed}");
        }
    }

    private static CaseFacts Facts(string level) => new(
        "customers/acme/cases/c1",
        new CaseContent("customers/acme/subscriptions/main", level, "Down", "", ""),
        Reported.Microseconds,
        "Ada",
        1);

    private static IReadOnlyList<CaseClock> ClocksOf(string level) => new PlanSeverities(NullLogger<PlanSeverities>.Instance)
        .Of(Catalogue.Snapshot(), "customers/acme/subscriptions/main", Reported)
        .Single(severity => severity.Level == level).Clocks;
}
