using Telecom.Agent.Clocks;
using Telecom.Agent.Tests.Support;

namespace Telecom.Agent.Tests.Clocks;

public class AnchoredClockTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Instants_follow_the_wall_clock_while_both_clocks_run_alike()
    {
        AnchoredClock clock = TestClock.On(_time);
        ClockAnchor first = clock.Observe();
        _time.Advance(TimeSpan.FromHours(30));
        Assert.Same(first, clock.Observe());
        Assert.Equal((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100, first.At(clock.GetTimestamp()));
        Assert.Equal(0, clock.Steps);
    }

    [Theory]
    [InlineData(-3600_000)]
    [InlineData(-2)]
    [InlineData(2)]
    [InlineData(86_400_000)]
    public void A_step_of_the_wall_clock_takes_a_new_anchor_and_leaves_the_old_one_as_it_was(int milliseconds)
    {
        AnchoredClock clock = TestClock.On(_time);
        ClockAnchor before = clock.Observe();
        long sent = clock.GetTimestamp();
        long instant = before.At(sent);
        _time.StepWall(TimeSpan.FromMilliseconds(milliseconds));
        _time.Advance(TimeSpan.FromMilliseconds(5));

        ClockAnchor after = clock.Observe();
        Assert.NotSame(before, after);
        Assert.Equal(1, clock.Steps);
        Assert.Equal(instant, before.At(sent));
        Assert.Equal(5_000_000, clock.ElapsedNanoseconds(sent, clock.GetTimestamp()));
        Assert.Equal((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100, after.At(clock.GetTimestamp()));
    }

    [Fact]
    public void A_difference_within_a_millisecond_is_no_step()
    {
        AnchoredClock clock = TestClock.On(_time);
        ClockAnchor before = clock.Observe();
        _time.StepWall(TimeSpan.FromMilliseconds(1));
        Assert.Same(before, clock.Observe());
        _time.StepWall(TimeSpan.FromTicks(10));
        Assert.NotSame(before, clock.Observe());
    }

    [Fact]
    public void The_systems_clock_error_is_positive_and_bounded()
    {
        ClockQuality quality = ClockQuality.Read();
        Assert.InRange(quality.ErrorNanoseconds, 1, 1_000_000_000_000);
    }
}
