using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class AvailabilityRuleTests
{
    [Theory]
    [InlineData(10, 5, SliceState.Good)]
    [InlineData(11, 6, SliceState.Bad)]
    [InlineData(1, 1, SliceState.Bad)]
    [InlineData(1, 0, SliceState.Good)]
    [InlineData(0, 0, SliceState.Unmeasured)]
    [InlineData(long.MaxValue, (long.MaxValue / 2) + 1, SliceState.Bad)]
    [InlineData(long.MaxValue, long.MaxValue / 2, SliceState.Good)]
    public void A_slice_is_bad_above_the_threshold_and_not_at_it(long sent, long lost, SliceState state) =>
        Assert.Equal(state, AvailabilityRule.Default.StateOf(sent, lost));

    [Fact]
    public void A_threshold_of_zero_makes_any_loss_bad() =>
        Assert.Equal(SliceState.Bad, new AvailabilityRule(UtcInstant.PerSecond, Ratio.Zero, 1).StateOf(1_000_000_000_000, 1));

    [Theory]
    [InlineData(0, 50, 3)]
    [InlineData(1_500_000, 50, 3)]
    [InlineData(3_601_000_000, 50, 3)]
    [InlineData(10_000_000, 100, 3)]
    [InlineData(10_000_000, -1, 3)]
    [InlineData(10_000_000, 50, 0)]
    [InlineData(10_000_000, 50, 1001)]
    public void Parameters_out_of_range_are_refused(long intervalUs, long percent, int consecutive) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AvailabilityRule(intervalUs, Ratio.Percent(percent), consecutive));
}
