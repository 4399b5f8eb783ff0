using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Rating.RatingFixture;

namespace Telecom.Sla.Domain.Tests.Rating;

public sealed class AvailabilityRatingTests
{
    private const string Day = "2026-04-10T";

    [Fact]
    public void A_quiet_open_month_is_on_track()
    {
        CircuitRating rating = Rate(Probe(Day + "00:00:00Z", Day + "02:00:00Z"), Scope(Day + "02:00:00Z", Day + "00:00:00Z"));
        Assert.Equal(ObjectiveState.OnTrack, rating.Availability.State);
        Assert.False(rating.Final);
        Assert.Equal(2 * UtcInstant.PerHour, rating.Availability.RatedUs);
        Assert.Equal(Ratio.One, rating.Availability.Coverage);
        Assert.Equal(Ratio.One, rating.Availability.Availability);
        Assert.Equal(Ratio.One, rating.Availability.Low);
    }

    [Fact]
    public void The_budget_is_that_of_the_whole_subscribed_part()
    {
        // 21 days left of April at 0.05 %: 15 min 7.2 s.
        CircuitRating rating = Rate([], Scope(Day + "00:00:10Z", Day + "00:00:00Z"));
        Assert.Equal(907_200_000, rating.Availability.BudgetUs);
        Assert.Equal(new TimeRange(At(Day + "00:00:00Z"), At(Day + "00:00:10Z")), rating.Rated);
        Assert.Equal(April, rating.Period);
    }

    [Theory]
    [InlineData(28, "40.32", "20.16", "4.032")]
    [InlineData(29, "41.76", "20.88", "4.176")]
    [InlineData(30, "43.2", "21.6", "4.32")]
    [InlineData(31, "44.64", "22.32", "4.464")]
    public void Budgets_of_the_plans(int days, params string[] minutes)
    {
        TimeRange month = new(April.Start, April.Start.Plus(days * UtcInstant.PerDay));
        string[] targets = ["0.999", "0.9995", "0.9999"];
        foreach ((string target, string budget) in targets.Zip(minutes))
        {
            Assert.True(Ratio.TryParse(target, out Ratio share));
            Assert.True(Ratio.TryParse(budget, out Ratio expected));
            AvailabilityRating rated = AvailabilityRater.Rate(Premium with { AvailabilityTarget = share }, new RatingScope(month, month.Start, month.Start), []).Rating;
            Assert.Equal(expected.FloorTimes(UtcInstant.PerMinute), rated.BudgetUs);
        }
    }

    [Fact]
    public void Nothing_measured_is_undetermined_and_has_no_availability()
    {
        CircuitRating rating = Rate([], Scope(Day + "00:00:10Z", Day + "00:00:00Z"));
        Assert.Equal(ObjectiveState.Undetermined, rating.Availability.State);
        Assert.Null(rating.Availability.Availability);
        Assert.Equal(Ratio.Zero, rating.Availability.Low);
        Assert.Equal(Ratio.One, rating.Availability.High);
        Assert.Equal(Ratio.Zero, rating.Availability.Coverage);
        Assert.Null(rating.NewestSample);
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00Z", null)]
    [InlineData("2026-04-01T00:00:00Z", null)]
    [InlineData("2026-04-10T00:00:00Z", "2026-04-12T00:00:00Z")]
    public void Before_anything_can_be_rated_the_state_is_undetermined(string asOf, string? subscribed)
    {
        CircuitRating rating = Rate(Probe("2026-03-31T23:00:00Z", "2026-04-01T00:01:00Z"), Scope(asOf, subscribed));
        Assert.Equal(ObjectiveState.Undetermined, rating.State);
        Assert.True(rating.Rated.IsEmpty);
        Assert.Null(rating.Availability.Low);
        Assert.Equal(0, rating.SampleCount);
    }

    [Fact]
    public void A_subscription_after_the_period_has_no_objective() =>
        Assert.Equal(ObjectiveState.None, Rate([], Scope("2026-06-01T00:00:00Z", "2026-05-20T00:00:00Z")).State);

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void An_absurd_instant_is_no_error(long asOf) => Assert.NotNull(Rate([], new RatingScope(April, April.Start, new UtcInstant(asOf))));

    [Fact]
    public void The_incomplete_last_slice_is_the_future()
    {
        string outage = Day + "01:00:00Z/" + Day + "02:00:00Z";
        IReadOnlyList<MinuteCell> cells = Probe(Day + "00:00:00Z", Day + "01:00:39Z", lost: outage);

        // Two complete bad slices and nine seconds of the third: no outage yet.
        CircuitRating before = Rate(cells, Scope(Day + "01:00:29.999999Z", Day + "00:00:00Z"));
        Assert.Empty(before.Outages);
        Assert.Equal(At(Day + "01:00:20Z"), before.Rated.End);

        // The third slice is complete: an outage from the first.
        CircuitRating after = Rate(cells, Scope(Day + "01:00:30Z", Day + "00:00:00Z"));
        OutageRating ongoing = Assert.Single(after.Outages);
        Assert.Equal(new OutageRating(new TimeRange(At(Day + "01:00:00Z"), At(Day + "01:00:30Z")), true, false, false, 30, 30), ongoing);
        Assert.Equal(30 * UtcInstant.PerSecond, after.Availability.DowntimeUs);
    }

    [Fact]
    public void An_outage_in_its_first_hours_is_at_risk_and_later_on_track_again()
    {
        IReadOnlyList<MinuteCell> cells = Probe(Day + "00:00:00Z", Day + "22:00:00Z", lost: Day + "01:00:00Z/" + Day + "01:00:30Z");
        Assert.Equal(ObjectiveState.AtRisk, Rate(cells, Scope(Day + "02:00:00Z", Day + "00:00:00Z")).State);

        // 30 s are 0.05 % of 16 h 40 min: exactly at the target is inside it.
        Assert.Equal(ObjectiveState.AtRisk, Rate(cells, Scope(Day + "16:39:50Z", Day + "00:00:00Z")).State);
        Assert.Equal(ObjectiveState.OnTrack, Rate(cells, Scope(Day + "16:40:00Z", Day + "00:00:00Z")).State);
    }

    [Fact]
    public void Most_of_the_budget_used_is_at_risk_by_the_option()
    {
        PlanTerms lenient = Premium with { AvailabilityTarget = Ratio.Percent(50) };
        IReadOnlyList<MinuteCell> cells = Probe("2026-04-30T20:00:00Z", "2026-04-30T23:30:00Z", lost: "2026-04-30T21:00:00Z/2026-04-30T22:30:00Z");
        RatingScope scope = Scope("2026-04-30T23:30:00Z", "2026-04-30T20:00:00Z");

        // 90 of 120 minutes are used; 90 of 210 measured minutes is above the target of 50 %.
        Assert.Equal(ObjectiveState.AtRisk, CircuitRater.Rate(lenient, scope, cells).State);
        Assert.Equal(ObjectiveState.OnTrack, CircuitRater.Rate(lenient, scope, cells, new RatingOptions(Ratio.Percent(76))).State);
    }

    [Fact]
    public void More_certain_downtime_than_the_whole_budget_is_breached_already_and_in_the_end_breached()
    {
        // Subscribed for the last day: 43.2 s.
        IReadOnlyList<MinuteCell> cells = Probe("2026-04-30T00:00:00Z", "2026-05-01T00:01:00Z", lost: "2026-04-30T10:00:00Z/2026-04-30T10:00:50Z");
        Assert.Equal(ObjectiveState.AtRisk, Rate(cells, Scope("2026-04-30T10:00:40Z", "2026-04-30T00:00:00Z")).State);
        Assert.Equal(ObjectiveState.BreachedAlready, Rate(cells, Scope("2026-04-30T10:00:50Z", "2026-04-30T00:00:00Z")).State);
        CircuitRating final = Rate(cells, Scope("2026-05-01T00:01:00Z", "2026-04-30T00:00:00Z"));
        Assert.Equal((ObjectiveState.Breached, true), (final.State, final.Final));
        Assert.Equal(-6_800_000, final.Availability.BudgetLeftUs);
        Assert.Equal("99.9421", PercentText.Of(final.Availability.Availability));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_period_whose_end_lies_inside_a_slice_is_final_when_that_slice_is_complete(int consecutive)
    {
        // April of a zone of +05:30 ends at 18:30 UTC, in the middle of a slice of an hour.
        PlanTerms hourly = Premium with { Availability = new AvailabilityRule(UtcInstant.PerHour, new Ratio(1, 2), consecutive) };
        TimeRange april = new(At("2026-03-31T18:30:00Z"), At("2026-04-30T18:30:00Z"));
        IReadOnlyList<MinuteCell> cells = Probe("2026-04-29T12:00:00Z", "2026-04-30T19:00:00Z");
        RatingScope scope = new(april, At("2026-04-29T18:30:00Z"), default);

        foreach (string asOf in (string[])["2026-04-30T18:30:00Z", "2026-04-30T18:59:59.999999Z"])
        {
            CircuitRating open = CircuitRater.Rate(hourly, scope with { AsOf = At(asOf) }, cells);
            Assert.Equal((false, ObjectiveState.OnTrack, At("2026-04-30T18:00:00Z")), (open.Final, open.State, open.Rated.End));
            Assert.Equal(Ratio.One, open.Availability.Coverage);
        }

        CircuitRating final = CircuitRater.Rate(hourly, scope with { AsOf = At("2026-04-30T19:00:00Z") }, cells);
        Assert.Equal((true, ObjectiveState.Met, april.End), (final.Final, final.State, final.Rated.End));
        Assert.Equal(Ratio.One, final.Availability.Coverage);
    }

    [Theory]
    [InlineData(30, ObjectiveState.OnTrack, ObjectiveState.Met)]
    [InlineData(40, ObjectiveState.OnTrack, ObjectiveState.Met)]
    [InlineData(50, ObjectiveState.Undetermined, ObjectiveState.Undetermined)]
    public void Unmeasured_time_is_undetermined_where_it_could_have_broken_the_budget(int seconds, ObjectiveState open, ObjectiveState final)
    {
        string silent = $"2026-04-30T10:00:00Z/2026-04-30T10:00:{seconds}Z";
        IReadOnlyList<MinuteCell> cells = Probe("2026-04-30T00:00:00Z", "2026-05-01T00:01:00Z", silent: silent);
        CircuitRating rating = Rate(cells, Scope("2026-04-30T12:00:00Z", "2026-04-30T00:00:00Z"));
        Assert.Equal(open, rating.State);
        Assert.Equal((0, seconds * UtcInstant.PerSecond), (rating.Availability.DowntimeUs, rating.Availability.UnmeasuredUs));
        Assert.Equal(Ratio.One, rating.Availability.Availability);
        Assert.Equal(new Ratio(43200 - seconds, 43200), rating.Availability.Low);
        Assert.Equal(final, Rate(cells, Scope("2026-05-01T00:01:00Z", "2026-04-30T00:00:00Z")).State);
    }

    [Fact]
    public void Unmeasured_time_inside_an_outage_is_not_downtime_but_keeps_it_open()
    {
        IReadOnlyList<MinuteCell> cells = Probe(
            Day + "00:00:00Z", Day + "02:00:00Z", lost: Day + "01:00:00Z/" + Day + "01:01:30Z", silent: Day + "01:00:30Z/" + Day + "01:01:00Z");
        CircuitRating rating = Rate(cells, Scope(Day + "02:00:00Z", Day + "00:00:00Z"));
        OutageRating outage = Assert.Single(rating.Outages);
        Assert.Equal(90 * UtcInstant.PerSecond, outage.Time.Length);
        Assert.Equal((60, 60), (outage.Sent, outage.Lost));
        Assert.Equal((60 * UtcInstant.PerSecond, 30 * UtcInstant.PerSecond), (rating.Availability.DowntimeUs, rating.Availability.UnmeasuredUs));
        Assert.Equal(90 * UtcInstant.PerSecond, rating.Availability.MostDowntimeUs);
        Assert.Equal(60 * UtcInstant.PerSecond, rating.Availability.LeastDowntimeUs);
    }

    [Fact]
    public void Bad_slices_that_only_silence_keeps_apart_count_in_the_low_bound()
    {
        // Two bad, one unmeasured, two bad: no outage as measured, five slices of one if the silent slice was bad.
        IReadOnlyList<MinuteCell> cells = Probe(
            Day + "00:00:00Z", Day + "02:00:00Z", lost: Day + "01:00:00Z/" + Day + "01:00:50Z", silent: Day + "01:00:20Z/" + Day + "01:00:30Z");
        AvailabilityRating rating = Rate(cells, Scope(Day + "02:00:00Z", Day + "00:00:00Z")).Availability;
        Assert.Equal((0, 0, 50 * UtcInstant.PerSecond), (rating.DowntimeUs, rating.LeastDowntimeUs, rating.MostDowntimeUs));
    }

    [Fact]
    public void Bad_slices_after_a_silence_that_may_have_been_the_end_of_the_outage_are_not_certain()
    {
        // Three bad, three unmeasured, two bad: open through the silence as measured; over before it if the silent slices were good.
        IReadOnlyList<MinuteCell> cells = Probe(
            Day + "00:00:00Z", Day + "02:00:00Z", lost: Day + "01:00:00Z/" + Day + "01:01:20Z", silent: Day + "01:00:30Z/" + Day + "01:01:00Z");
        AvailabilityRating rating = Rate(cells, Scope(Day + "02:00:00Z", Day + "00:00:00Z")).Availability;
        Assert.Equal((50, 30, 80), (rating.DowntimeUs / UtcInstant.PerSecond, rating.LeastDowntimeUs / UtcInstant.PerSecond, rating.MostDowntimeUs / UtcInstant.PerSecond));
    }

    [Fact]
    public void An_outage_that_began_before_the_period_is_found_and_cut()
    {
        IReadOnlyList<MinuteCell> cells = Probe("2026-03-31T23:00:00Z", "2026-04-01T01:00:00Z", lost: "2026-03-31T23:59:40Z/2026-04-01T00:00:10Z");
        CircuitRating rating = Rate(cells, Scope("2026-04-01T01:00:00Z"));
        OutageRating outage = Assert.Single(rating.Outages);
        Assert.Equal(new OutageRating(new TimeRange(April.Start, April.Start.Plus(10_000_000)), false, true, false, 10, 10), outage);
        Assert.Equal(10 * UtcInstant.PerSecond, rating.Availability.DowntimeUs);

        // Without the slices before, one bad slice is no outage: callers read CellsToRead.
        Assert.Empty(Rate([.. cells.Where(cell => cell.Start >= April.Start)], Scope("2026-04-01T01:00:00Z")).Outages);
        (long first, long end) = Scope("2026-04-01T01:00:00Z").CellsToRead(AvailabilityRule.Default);
        Assert.Equal((MinuteCell.MinuteOf(April.Start) - (24 * 60), MinuteCell.MinuteOf(April.Start) + 60), (first, end));
    }

    [Theory]
    [InlineData("2026-04-30T23:59:40Z", "2026-05-01T00:00:10Z", "2026-05-01T00:00:10Z", 20)]
    [InlineData("2026-04-30T23:59:50Z", "2026-05-01T00:00:20Z", "2026-05-01T00:00:20Z", 10)]
    public void A_period_is_final_when_no_later_slice_can_change_its_last_ones(string from, string to, string settled, long downSeconds)
    {
        // The last slices of April are bad: those of May decide whether they begin an outage.
        IReadOnlyList<MinuteCell> cells = Probe("2026-04-30T00:00:00Z", "2026-05-01T01:00:00Z", lost: $"{from}/{to}");
        CircuitRating open = CircuitRater.Rate(Premium, Scope("2026-05-01T00:00:00Z", "2026-04-30T00:00:00Z") with { AsOf = At(settled).Plus(-1) }, cells);
        Assert.False(open.Final);
        Assert.Equal((ObjectiveState.OnTrack, 0, April.End), (open.State, open.Outages.Count, open.Rated.End));

        // Once decided, it stays: long after, no more slices are looked at than these.
        foreach (string asOf in (string[])[settled, "2026-05-20T00:00:00Z"])
        {
            CircuitRating final = Rate(cells, Scope(asOf, "2026-04-30T00:00:00Z"));
            Assert.Equal((ObjectiveState.Met, true), (final.State, final.Final));
            OutageRating outage = Assert.Single(final.Outages);
            Assert.Equal(new OutageRating(new TimeRange(At(from), April.End), false, false, true, downSeconds, downSeconds), outage);
        }
    }

    [Fact]
    public void A_period_that_is_quiet_to_its_end_is_final_at_once() =>
        Assert.True(Rate(Probe("2026-04-30T00:00:00Z", "2026-05-01T00:00:00Z"), Scope("2026-05-01T00:00:00Z", "2026-04-30T00:00:00Z")).Final);

    [Theory]
    [InlineData(MissingDataPolicy.Undetermined, ObjectiveState.Undetermined, 30, 43_200_000)]
    [InlineData(MissingDataPolicy.Exclude, ObjectiveState.Met, 30, 41_400_000)]
    [InlineData(MissingDataPolicy.Down, ObjectiveState.Breached, 3630, 43_200_000)]
    [InlineData(MissingDataPolicy.Up, ObjectiveState.Met, 30, 43_200_000)]
    public void The_contract_chooses_what_missing_data_means(MissingDataPolicy policy, ObjectiveState state, long countedSeconds, long budgetUs)
    {
        IReadOnlyList<MinuteCell> cells = Probe(
            "2026-04-30T00:00:00Z", "2026-05-01T00:01:00Z", lost: "2026-04-30T10:00:00Z/2026-04-30T10:00:30Z", silent: "2026-04-30T12:00:00Z/2026-04-30T13:00:00Z");
        CircuitRating rating = CircuitRater.Rate(Premium with { MissingData = policy }, Scope("2026-05-01T00:01:00Z", "2026-04-30T00:00:00Z"), cells);
        Assert.Equal(state, rating.State);
        Assert.Equal((countedSeconds * UtcInstant.PerSecond, budgetUs), (rating.Availability.CountedDowntimeUs, rating.Availability.BudgetUs));
        Assert.Equal(30 * UtcInstant.PerSecond, rating.Availability.DowntimeUs);
    }

    [Fact]
    public void Slices_without_data_are_left_out_and_bound_the_figure_as_down_and_as_up()
    {
        // 60 slices of a minute: 50 good, 4 bad, 6 without data.
        AvailabilityRule minutes = new(UtcInstant.PerMinute, new Ratio(1, 2), 1);
        long first = minutes.SliceOf(At(Day + "00:00:00Z"));
        SliceRun[] runs = [new(first, 50, SliceState.Good, 50, 0), new(first + 50, 4, SliceState.Bad, 4, 4), new(first + 54, 6, SliceState.Unmeasured, 0, 0)];
        AvailabilityRating rating = AvailabilityRater.Rate(Premium with { Availability = minutes }, Scope(Day + "01:00:00Z", Day + "00:00:00Z"), runs).Rating;
        Assert.Equal(
            ("92.5926", "83.3333", "93.3333", "90.0000"),
            (PercentText.Of(rating.Availability), PercentText.Of(rating.Low), PercentText.Of(rating.High), PercentText.Of(rating.Coverage)));
    }

    [Fact]
    public void A_subscription_that_begins_inside_a_slice_is_rated_from_that_instant()
    {
        IReadOnlyList<MinuteCell> cells = Probe(Day + "00:00:00Z", Day + "01:00:00Z", lost: Day + "00:00:00Z/" + Day + "00:00:30Z");
        CircuitRating rating = Rate(cells, Scope(Day + "01:00:00Z", Day + "00:00:07.5Z"));
        Assert.Equal(22_500_000, rating.Availability.DowntimeUs);
        Assert.Equal((30, 30), (rating.Outages[0].Sent, rating.Outages[0].Lost));
        Assert.True(rating.Outages[0].BeganBefore);
    }

    private static CircuitRating Rate(IReadOnlyList<MinuteCell> cells, RatingScope scope) => CircuitRater.Rate(Premium, scope, cells);
}
