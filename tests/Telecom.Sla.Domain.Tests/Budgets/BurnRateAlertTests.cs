using Telecom.Sla.Domain.Budgets;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Availability.DrawnTime;

namespace Telecom.Sla.Domain.Tests.Budgets;

public sealed class BurnRateAlertTests
{
    private const long Second = UtcInstant.PerSecond;
    private static readonly Ratio Target = new(999, 1000);
    private static readonly UtcInstant Now = new(100 * UtcInstant.PerDay);
    private static readonly BurnRateAlert Fast = BurnRateAlert.Recommended[0];

    [Fact]
    public void The_recommended_alerts_use_two_five_and_ten_percent_of_thirty_days()
    {
        // 14.4 * 1/720 = 2 %, 6 * 6/720 = 5 %, 1 * 72/720 = 10 %; each short window is a twelfth.
        Assert.Equal(
            [Ratio.Percent(2), Ratio.Percent(5), Ratio.Percent(10)], BurnRateAlert.Recommended.Select(alert => alert.ShareOfBudget(30 * UtcInstant.PerDay)));
        Assert.All(BurnRateAlert.Recommended, alert => Assert.Equal(alert.LongWindowUs, 12 * alert.ShortWindowUs));
        Assert.Equal([AlertUrgency.Page, AlertUrgency.Page, AlertUrgency.Ticket], BurnRateAlert.Recommended.Select(alert => alert.Urgency));
    }

    [Theory]
    [InlineData(51_840_000, AlertState.Quiet)]
    [InlineData(51_840_001, AlertState.Firing)]
    public void Burning_exactly_at_the_factor_does_not_fire(long downUs, AlertState state)
    {
        // 14.4 * 0.1 % of 1 h = 51.84 s, all of it in the last five minutes, where it is far above.
        TimeSet down = TimeSet.Of(new TimeRange(Now.Plus(-downUs), Now));
        BurnRateReading reading = Fast.Evaluate(Target, down, TimeSet.Empty, Now);
        Assert.Equal(state, reading.State);
        Assert.Equal(new Ratio(downUs, 3_600_000), reading.LongRate);
        Assert.Equal(new Ratio(downUs, 300_000), reading.ShortRate);
    }

    [Fact]
    public void A_fault_that_is_over_no_longer_fires()
    {
        // Ten minutes down, half an hour ago: the long window still burns at 10/60/0.001 = 166.7, the short one not at all.
        TimeSet down = TimeSet.Of(new TimeRange(Now.Plus(-2400 * Second), Now.Plus(-1800 * Second)));
        BurnRateReading reading = Fast.Evaluate(Target, down, TimeSet.Empty, Now);
        Assert.Equal((AlertState.Quiet, new Ratio(500, 3), Ratio.Zero), (reading.State, reading.LongRate, reading.ShortRate));
        Assert.Equal(AlertState.Firing, Fast.Evaluate(Target, down, TimeSet.Empty, Now.Plus(-1790 * Second)).State);
    }

    [Fact]
    public void Silence_is_undetermined_and_not_quiet()
    {
        BurnRateReading reading = Fast.Evaluate(Target, TimeSet.Empty, TimeSet.Of(new TimeRange(Now.Plus(-2 * UtcInstant.PerHour), Now)), Now);
        Assert.Equal((AlertState.Undetermined, null, null), (reading.State, reading.LongRate, reading.ShortRate));
        Assert.Equal(new RatioBounds(Ratio.Zero, new Ratio(1000, 1)), reading.ShortBounds);
    }

    [Fact]
    public void The_state_is_what_every_way_of_filling_the_gaps_agrees_on() =>
        Seeds.ForEach(800, random =>
        {
            const int universe = 12;
            bool[] isDown = [.. Enumerable.Range(0, universe).Select(_ => random.Next(3) == 0)];
            bool[] isOpen = [.. Enumerable.Range(0, universe).Select(_ => random.Next(5) == 0)];
            int longWindow = random.Next(2, universe + 1);
            int shortWindow = random.Next(1, longWindow);
            Ratio target = new(random.Next(0, 8), 8);
            BurnRateAlert alert = new(new Ratio(random.Next(1, 6), random.Next(1, 4)), longWindow, shortWindow, AlertUrgency.Page);
            int[] open = [.. Enumerable.Range(0, universe).Where(i => isOpen[i])];
            bool[] fires = [.. Enumerable.Range(0, 1 << open.Length).Select(choice =>
            {
                bool[] filled = [.. isDown];
                for (int i = 0; i < open.Length; i++)
                {
                    filled[open[i]] = (choice & (1 << i)) != 0;
                }

                return Burns(filled, longWindow) && Burns(filled, shortWindow);
            })];
            AlertState expected = fires.All(fired => fired) ? AlertState.Firing : fires.Any(fired => fired) ? AlertState.Undetermined : AlertState.Quiet;
            Assert.Equal(expected, alert.Evaluate(target, Of(isDown), Of(isOpen), new UtcInstant(universe)).State);

            // bad/window > factor * (1 - target), in whole numbers.
            bool Burns(bool[] filled, int window) =>
                filled[^window..].Count(instant => instant) * alert.Factor.Denominator * target.Denominator
                    > alert.Factor.Numerator * (target.Denominator - target.Numerator) * window;
        });

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BurnRateAlert(Ratio.Zero, 2, 1, AlertUrgency.Page));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BurnRateAlert(Ratio.One, 1, 1, AlertUrgency.Page));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BurnRateAlert(Ratio.One, 2, 0, AlertUrgency.Page));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fast.ShareOfBudget(0));
    }
}
