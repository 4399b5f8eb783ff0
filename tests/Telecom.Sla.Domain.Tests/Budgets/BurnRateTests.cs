using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Budgets;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Availability.DrawnTime;

namespace Telecom.Sla.Domain.Tests.Budgets;

public sealed class BurnRateTests
{
    private static readonly Ratio Target = new(999, 1000);

    [Fact]
    public void A_burn_rate_is_the_bad_share_over_the_share_that_may_be_bad()
    {
        // 2 of 100 down under 99.9 %: 0.02/0.001 = 20. With 20 unmeasured, 2/80/0.001 = 25.
        Assert.Equal(new Ratio(20, 1), BurnRate.Of(Target, Range(0, 100), TimeSet.Of(Range(5, 7)), TimeSet.Empty));
        Assert.Equal(new Ratio(25, 1), BurnRate.Of(Target, Range(0, 100), TimeSet.Of(Range(5, 7)), TimeSet.Of(Range(80, 120))));
        Assert.Equal(Ratio.Zero, BurnRate.Of(Target, Range(0, 100), TimeSet.Of(Range(100, 120)), TimeSet.Empty));
    }

    [Fact]
    public void Nothing_measured_has_no_burn_rate_and_may_have_been_anything()
    {
        MissingDataBounds silent = new(100, 0, 100);
        Assert.Null(BurnRate.Of(Target, silent));
        Assert.Equal(new RatioBounds(Ratio.Zero, new Ratio(1000, 1)), BurnRate.BoundsOf(Target, silent));
        Assert.Null(BurnRate.BoundsOf(Target, default));
    }

    [Fact]
    public void A_target_of_all_time_has_nothing_to_burn()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BurnRate.Of(Ratio.One, new MissingDataBounds(1, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => BurnRate.BoundsOf(new Ratio(-1, 2), new MissingDataBounds(1, 0, 0)));
    }

    [Fact]
    public void A_burn_rate_lasting_one_period_uses_its_share_of_the_budget() =>
        Seeds.ForEach(1000, random =>
        {
            Ratio target = new(random.Next(0, 100), 100);
            long period = random.Next(1, 1000);
            long down = random.NextInt64(period + 1);
            long unmeasured = random.NextInt64(period - down + 1);
            Assert.Equal(new ErrorBudget(target, period, down).UsedShare, BurnRate.Of(target, new MissingDataBounds(period, down, 0)));
            MissingDataBounds window = new(period, down, unmeasured);
            RatioBounds bounds = BurnRate.BoundsOf(target, window)!.Value;
            Assert.Equal(new ErrorBudget(target, period, down).UsedShare, bounds.Low);
            Assert.Equal(new ErrorBudget(target, period, down + unmeasured).UsedShare, bounds.High);
            Assert.True(BurnRate.Of(target, window) is not { } rate || (bounds.Low <= rate && rate <= bounds.High));
        });

    [Fact]
    public void A_rolling_window_forgets_an_outage_when_it_has_passed_whole()
    {
        TimeSet down = TimeSet.Of(Range(100, 110));
        long[] ends = [100, 105, 110, 200, 207, 210];
        Assert.Equal([0L, 5, 10, 10, 3, 0], ends.Select(end => RollingAvailability.At(new UtcInstant(end), 100, down, TimeSet.Empty).Down));
        Assert.Equal(new Ratio(9, 10), RollingAvailability.At(new UtcInstant(150), 100, down, TimeSet.Empty).Exclude);
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingAvailability.At(new UtcInstant(150), 0, down, TimeSet.Empty));
    }

    [Fact]
    public void A_rolling_window_counts_only_what_counts() =>
        Seeds.ForEach(1000, random =>
        {
            const int universe = 60;
            (TimeSet counted, bool[] isCounted) = Draw(random, universe);
            (TimeSet down, bool[] isDown) = Draw(random, universe);
            (TimeSet open, bool[] isOpen) = Draw(random, universe);
            int end = random.Next(1, universe + 1);
            int length = random.Next(1, end + 1);
            int[] all = [.. Enumerable.Range(end - length, length)];
            Assert.Equal(
                new MissingDataBounds(length, all.Count(i => isDown[i] && !isOpen[i]), all.Count(i => isOpen[i])),
                RollingAvailability.At(new UtcInstant(end), length, down, open));
            int[] own = [.. all.Where(i => isCounted[i])];
            Assert.Equal(
                new MissingDataBounds(own.Length, own.Count(i => isDown[i] && !isOpen[i]), own.Count(i => isOpen[i])),
                RollingAvailability.At(new UtcInstant(end), length, down, open, counted));
        });
}
