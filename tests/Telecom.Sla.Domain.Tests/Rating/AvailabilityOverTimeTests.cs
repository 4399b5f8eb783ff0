using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Rating.RatingFixture;

namespace Telecom.Sla.Domain.Tests.Rating;

public sealed class AvailabilityOverTimeTests
{
    private const long Slice = 10 * UtcInstant.PerSecond;
    private const int Before = 8;
    private const string Day = "2026-04-10T";

    [Theory]
    [InlineData(MissingDataPolicy.Undetermined)]
    [InlineData(MissingDataPolicy.Exclude)]
    [InlineData(MissingDataPolicy.Down)]
    [InlineData(MissingDataPolicy.Up)]
    public void Without_late_samples_nothing_that_was_said_for_certain_is_withdrawn(MissingDataPolicy policy)
    {
        int breachedEarly = 0;
        int breachedInAnUnsettledOutage = 0;
        int final = 0;
        Seeds.ForEach(400, random =>
        {
            PlanTerms terms = Premium with
            {
                Availability = new AvailabilityRule(Slice, Ratio.Percent(50), random.Next(1, 6)),
                AvailabilityTarget = Ratio.Percent(random.Next(50, 99)),
                MissingData = policy,
            };
            int length = random.Next(2, 50);
            TimeRange period = new(April.Start.Plus(random.Next(10) * UtcInstant.PerSecond), April.Start.Plus((length * Slice) + (random.Next(10) * UtcInstant.PerSecond)));
            SliceState[] slices = Tests.Availability.Slices.Draw(random, Before + length + 10);
            MinuteCell[] cells = Cells(slices);
            UtcInstant subscribed = April.Start.Plus(random.Next(4) * 7 * UtcInstant.PerSecond);

            CircuitRating? last = null;
            for (UtcInstant asOf = period.Start; asOf <= April.Start.Plus((length + 10) * Slice); asOf = asOf.Plus(UtcInstant.PerSecond * 5))
            {
                CircuitRating now = CircuitRater.Rate(terms, new RatingScope(period, subscribed, asOf), cells);
                Assert.InRange(now.Availability.DowntimeUs, now.Availability.LeastDowntimeUs, now.Availability.MostDowntimeUs);
                if (last is not null)
                {
                    Assert.True(IsBreached(now) || !IsBreached(last), $"{last.State} became {now.State} at {asOf}");
                    Assert.True(now.Final || !last.Final, $"final was withdrawn at {asOf}");
                    Assert.True(now.Availability.DowntimeUs >= last.Availability.DowntimeUs, $"downtime shrank at {asOf}");
                    Assert.True(now.Availability.LeastDowntimeUs >= last.Availability.LeastDowntimeUs, $"the least downtime shrank at {asOf}");
                    Assert.True(now.Availability.CountedDowntimeUs >= last.Availability.CountedDowntimeUs, $"counted downtime shrank at {asOf}");
                    Assert.True(now.Availability.BudgetUs <= last.Availability.BudgetUs, $"the budget grew at {asOf}");
                    if (last.Final)
                    {
                        Assert.Equal((last.Availability, last.Rated), (now.Availability, now.Rated));
                        Assert.Equal(last.Outages, now.Outages);
                    }
                }

                breachedEarly += now.State == ObjectiveState.BreachedAlready ? 1 : 0;
                breachedInAnUnsettledOutage += now.State == ObjectiveState.BreachedAlready && now.Outages is [.., { Ongoing: true } open] && open.Time.End < now.Rated.End ? 1 : 0;
                final += now.Final ? 1 : 0;
                last = now;
            }

            Assert.True(last!.Final);
        });
        Assert.True(breachedEarly > 0 && breachedInAnUnsettledOutage > 0 && final > 0, $"{breachedEarly}, {breachedInAnUnsettledOutage}, {final}");
    }

    [Theory]
    [InlineData(MissingDataPolicy.Undetermined)]
    [InlineData(MissingDataPolicy.Exclude)]
    [InlineData(MissingDataPolicy.Down)]
    [InlineData(MissingDataPolicy.Up)]
    public void Good_slices_that_may_have_ended_an_outage_are_not_downtime_and_breach_nothing(MissingDataPolicy policy)
    {
        // 99.99 % of April: 259.2 s. The circuit is down for 250 s, and then good.
        PlanTerms terms = Premium with { AvailabilityTarget = new Ratio(9999, 10000), MissingData = policy };
        IReadOnlyList<MinuteCell> cells = Probe("2026-04-01T00:00:00Z", "2026-04-01T00:10:00Z", lost: "2026-04-01T00:01:00Z/2026-04-01T00:05:10Z");
        for (int good = 0; good <= 3; good++)
        {
            RatingScope scope = new(April, April.Start, At("2026-04-01T00:05:10Z").Plus(good * 10 * UtcInstant.PerSecond));
            CircuitRating rating = CircuitRater.Rate(terms, scope, cells);
            AvailabilityRating figures = rating.Availability;
            Assert.Equal((250_000_000, 250_000_000, 250_000_000), (figures.DowntimeUs, figures.LeastDowntimeUs, figures.CountedDowntimeUs));
            OutageRating outage = Assert.Single(rating.Outages);
            Assert.Equal((At("2026-04-01T00:05:10Z"), good < 3, 250), (outage.Time.End, outage.Ongoing, outage.Sent));
            Assert.Equal(259_200_000, figures.BudgetUs);
            Assert.Equal(ObjectiveState.AtRisk, rating.State);
        }
    }

    [Fact]
    public void Good_slices_that_did_not_end_the_outage_are_downtime_from_the_next_bad_one_on()
    {
        IReadOnlyList<MinuteCell> cells = Probe(
            Day + "00:00:00Z", Day + "02:00:00Z", lost: $"{Day}01:00:00Z/{Day}01:00:30Z {Day}01:00:50Z/{Day}01:01:00Z");
        Assert.Equal(30 * UtcInstant.PerSecond, CircuitRater.Rate(Premium, Scope(Day + "01:00:50Z", Day + "00:00:00Z"), cells).Availability.DowntimeUs);
        Assert.Equal(60 * UtcInstant.PerSecond, CircuitRater.Rate(Premium, Scope(Day + "01:01:00Z", Day + "00:00:00Z"), cells).Availability.DowntimeUs);
    }

    private static bool IsBreached(CircuitRating rating) => rating.State is ObjectiveState.BreachedAlready or ObjectiveState.Breached;

    /// <summary>One loss sample for each measured slice; the first slices lie before the month.</summary>
    private static MinuteCell[] Cells(SliceState[] slices)
    {
        SortedDictionary<long, MinuteCell> cells = [];
        for (int i = 0; i < slices.Length; i++)
        {
            UtcInstant at = April.Start.Plus((i - Before) * Slice);
            if (slices[i] != SliceState.Unmeasured)
            {
                long minute = MinuteCell.MinuteOf(at);
                (cells.TryGetValue(minute, out MinuteCell? cell) ? cell : cells[minute] = new MinuteCell(minute)).AddLoss(at, 1, slices[i] == SliceState.Bad ? 1u : 0u);
            }
        }

        return [.. cells.Values];
    }
}
