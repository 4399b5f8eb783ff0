using Telecom.Sla.Domain.Budgets;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Budgets;

public sealed class ErrorBudgetTests
{
    private const long Month = 30 * UtcInstant.PerDay;

    [Fact]
    public void A_budget_is_the_part_of_the_period_that_may_be_down()
    {
        // 0.05 % of 43200 min = 21.6 min; 5.4 min used are a quarter.
        ErrorBudget budget = new(new Ratio(1999, 2000), Month, 324 * UtcInstant.PerSecond);
        Assert.Equal(new Ratio(1296 * UtcInstant.PerSecond, 1), budget.Total);
        Assert.Equal((1296 * UtcInstant.PerSecond, 972 * UtcInstant.PerSecond), (budget.TotalUs, budget.LeftUs));
        Assert.Equal((new Ratio(1, 4), new Ratio(3, 4), false), (budget.UsedShare, budget.LeftShare, budget.IsOverspent));
    }

    [Fact]
    public void The_limit_itself_is_not_overspent_and_one_more_microsecond_is()
    {
        ErrorBudget all = new(Ratio.Percent(99), 1000, 10);
        ErrorBudget over = new(Ratio.Percent(99), 1000, 11);
        Assert.Equal((false, 0, Ratio.Zero), (all.IsOverspent, all.LeftUs, all.LeftShare));
        Assert.Equal((true, -1, new Ratio(-1, 10)), (over.IsOverspent, over.LeftUs, over.LeftShare));
        Assert.Equal(new Ratio(-1, 1), over.Left);
    }

    [Fact]
    public void A_fraction_of_a_microsecond_is_kept_and_cannot_be_used()
    {
        // A third of 100 us is 33 1/3 us: 33 us meet the target, 34 do not.
        ErrorBudget budget = new(new Ratio(2, 3), 100, 33);
        Assert.Equal((new Ratio(100, 3), 33, new Ratio(1, 3), false), (budget.Total, budget.TotalUs, budget.Left, budget.IsOverspent));
        Assert.True(new ErrorBudget(new Ratio(2, 3), 100, 34).IsOverspent);
    }

    [Fact]
    public void A_target_of_all_time_has_no_budget_and_no_share()
    {
        Assert.Equal((null, null, false), Shares(new ErrorBudget(Ratio.One, 1000, 0)));
        Assert.Equal((null, null, true), Shares(new ErrorBudget(Ratio.One, 1000, 1)));
        Assert.Equal((null, null, false), Shares(new ErrorBudget(Ratio.Percent(99), 0, 0)));

        static (Ratio?, Ratio?, bool) Shares(ErrorBudget budget) => (budget.UsedShare, budget.LeftShare, budget.IsOverspent);
    }

    [Fact]
    public void Overspent_is_the_same_as_availability_below_the_target() =>
        Seeds.ForEach(2000, random =>
        {
            Ratio target = new(random.Next(1, 101), 100);
            long period = random.Next(1, 500);
            long used = random.NextInt64(period + 1);
            ErrorBudget budget = new(target, period, used);
            Assert.Equal(new Ratio(period - used, period) < target, budget.IsOverspent);
            Assert.Equal(budget.IsOverspent, budget.Left < Ratio.Zero);
            Assert.Equal(budget.Total, budget.Left + new Ratio(used, 1));
        });

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(101, 1, 1)]
    [InlineData(99, -1, 1)]
    [InlineData(99, 1, -1)]
    public void What_is_out_of_range_is_refused(long percent, long period, long used) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorBudget(Ratio.Percent(percent), period, used));
}
