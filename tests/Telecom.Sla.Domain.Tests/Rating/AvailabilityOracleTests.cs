using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Rating.RatingFixture;

namespace Telecom.Sla.Domain.Tests.Rating;

public sealed class AvailabilityOracleTests
{
    [Fact]
    public void Figures_agree_with_seconds_counted_one_by_one() =>
        Seeds.ForEach(60, random =>
        {
            AvailabilityRule rule = new((random.Next(3) * 5 + 1) * UtcInstant.PerSecond, Ratio.Percent(50), random.Next(1, 4));
            PlanTerms terms = Premium with { Availability = rule };
            UtcInstant from = April.Start.Plus(-UtcInstant.PerMinute * random.Next(3));
            int seconds = random.Next(1, 1500);
            SortedDictionary<long, MinuteCell> cells = [];
            int state = 0;
            for (int i = 0; i < seconds; i++)
            {
                state = random.Next(8) == 0 ? random.Next(3) : state;
                UtcInstant at = from.Plus(i * UtcInstant.PerSecond);
                if (state > 0)
                {
                    (cells.TryGetValue(MinuteCell.MinuteOf(at), out MinuteCell? cell) ? cell : cells[MinuteCell.MinuteOf(at)] = new MinuteCell(MinuteCell.MinuteOf(at))).AddLoss(at, 1, (uint)(state - 1));
                }
            }

            RatingScope scope = new(April, April.Start.Plus(random.Next(200) * UtcInstant.PerSecond), from.Plus(seconds * UtcInstant.PerSecond));
            CircuitRating rating = CircuitRater.Rate(terms, scope, cells.Values);

            (long down, long unmeasured, long rated) = Oracle(rule, scope, cells);
            Assert.Equal((down, unmeasured, rated), (rating.Availability.DowntimeUs, rating.Availability.UnmeasuredUs, rating.Availability.RatedUs));
            Assert.InRange(rating.Availability.DowntimeUs, rating.Availability.LeastDowntimeUs, rating.Availability.MostDowntimeUs);
            Assert.Equal(rated == 0, rating.Availability.Low is null);
            if (rating.Availability is { Low: { } low, High: { } high, Availability: { } measured })
            {
                Assert.True(low <= measured && measured <= high);
            }
        });

    /// <summary>Second by second, with the recursion of MEF over all slices of the day before, and no runs or time sets.</summary>
    private static (long Down, long Unmeasured, long Rated) Oracle(AvailabilityRule rule, RatingScope scope, SortedDictionary<long, MinuteCell> cells)
    {
        long interval = rule.IntervalUs / UtcInstant.PerSecond;
        long firstSlice = rule.SliceOf(scope.Period.Start.Plus(-UtcInstant.PerHour));
        int count = (int)(rule.SliceOf(scope.AsOf) - firstSlice);
        SliceState[] slices = new SliceState[Math.Max(0, count)];
        for (int k = 0; k < count; k++)
        {
            long sent = 0;
            long lost = 0;
            for (long second = (firstSlice + k) * interval; second < (firstSlice + k + 1) * interval; second++)
            {
                if (cells.TryGetValue(second / 60, out MinuteCell? cell) && cell.LossCount > 0)
                {
                    sent += cell.SentBySecond[(int)(second % 60)];
                    lost += cell.LostBySecond[(int)(second % 60)];
                }
            }

            slices[k] = sent == 0 ? SliceState.Unmeasured : lost * 2 > sent ? SliceState.Bad : SliceState.Good;
        }

        string down = Tests.Availability.Slices.Recursion(slices, rule.Consecutive);
        (long Down, long Unmeasured, long Rated) total = default;
        for (int k = 0; k < count; k++)
        {
            for (long second = (firstSlice + k) * interval; second < (firstSlice + k + 1) * interval; second++)
            {
                if (second * UtcInstant.PerSecond >= scope.Subscribed.Start.Microseconds)
                {
                    total.Rated += UtcInstant.PerSecond;
                    total.Unmeasured += slices[k] == SliceState.Unmeasured ? UtcInstant.PerSecond : 0;
                    total.Down += slices[k] != SliceState.Unmeasured && down[k] == 'D' ? UtcInstant.PerSecond : 0;
                }
            }
        }

        return total;
    }
}
