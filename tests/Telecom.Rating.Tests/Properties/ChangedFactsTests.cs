using NodaTime;
using Telecom.Rating.Tests.Drawn;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Properties;

/// <summary>What one more outage, exclusion or late fact may do to a rating, and what it may not.</summary>
public sealed class ChangedFactsTests
{
    /// <summary>
    /// The outage counts from its start, and exclusions are of whole ranges: where a text excludes outage time alone, an outage can
    /// also shrink the denominator. Where short outages are forgiven, a short one only shows that the time was measured.
    /// </summary>
    [Fact]
    public void Adding_an_outage_never_raises_availability() => Property.OfRatings(Counting.Draw, (drawn, random) =>
    {
        PeriodStatement before = Rate(drawn, drawn.Facts);
        PeriodStatement after = Rate(drawn, Counting.WithOutage(drawn, random));
        bool forgives = drawn.Terms.Availability!.MinimumOutageUs > 0;
        return after.High > before.High ? $"high rose from {before.High} to {after.High}"
            : !forgives && after.Low > before.Low ? $"low rose from {before.Low} to {after.Low}"
            : !forgives && after.Availability > before.Availability ? $"availability rose from {before.Availability} to {after.Availability}"
            : null;
    });

    [Fact]
    public void Adding_an_exclusion_that_leaves_downtime_never_lowers_availability() => Property.OfRatings(Availability, (drawn, random) =>
    {
        string category = random.Next(2) == 0 ? "leaves_downtime_whole" : "leaves_downtime_outage";
        PeriodStatement before = Rate(drawn, drawn.Facts);
        PeriodStatement after = Rate(drawn, With(drawn, new ExclusionFacts(Counting.Somewhere(drawn, random), category)));
        return after.DowntimeUs > before.DowntimeUs ? $"downtime grew from {before.DowntimeUs} to {after.DowntimeUs}"
            : after.Availability < before.Availability ? $"availability fell from {before.Availability} to {after.Availability}"
            : after.Low < before.Low || after.High < before.High ? $"bounds fell from [{before.Low}, {before.High}] to [{after.Low}, {after.High}]"
            : null;
    });

    /// <summary>
    /// Of an exclusion that leaves both sides only this holds: downtime does not grow, and availability does not fall when the excluded
    /// time was down. Without that it can fall: see <see cref="Excluding_time_that_was_up_from_both_sides_lowers_availability"/>.
    /// </summary>
    [Fact]
    public void Excluding_downtime_from_both_sides_never_lowers_availability() => Property.OfRatings(Availability, (drawn, random) =>
    {
        RatingTerms terms = drawn.Terms;
        TimeRange period = drawn.Facts.Periods[0].Range;
        CalendarFacts? own = drawn.Facts.Calendar;
        WorkCalendar calendar = new(
            terms.Calendar.Zone, own?.Weekend ?? terms.Calendar.Weekend, own?.Holidays ?? terms.Calendar.Holidays, terms.Calendar.OpensMinute, terms.Calendar.ClosesMinute);
        TimeSet down = LedgerBuilder.Build(terms.Availability!, drawn.Facts, period, () => calendar).Down;
        if (down.IsEmpty)
        {
            return null;
        }

        TimeRange inside = down.Ranges[random.Next(down.Ranges.Count)];
        UtcInstant from = inside.Start.Plus(random.NextInt64(0, inside.Length));
        PeriodStatement before = Rate(drawn, drawn.Facts);
        PeriodStatement after = Rate(drawn, With(drawn, new ExclusionFacts(new TimeRange(from, from.Plus(random.NextInt64(1, inside.End - from + 1))), "leaves_both_whole")));
        return after.DowntimeUs > before.DowntimeUs ? $"downtime grew from {before.DowntimeUs} to {after.DowntimeUs}"
            : after.Availability < before.Availability ? $"availability fell from {before.Availability} to {after.Availability}"
            : null;
    });

    [Fact]
    public void Excluding_time_that_was_up_from_both_sides_lowers_availability()
    {
        // A day with 1 h down is 23/24 up. Without 12 of its good hours it is 11/12 up.
        UtcInstant midnight = UtcInstant.From(Instant.FromUtc(2026, 6, 10, 0, 0));
        RatingTerms terms = TestTerms.Of(Shape.Rate, "UTC");
        RatingFacts facts = new()
        {
            Periods = [PeriodRequest.Of(new TimeRange(midnight, midnight.Plus(24 * TestTerms.Hour)))],
            Outages = [new OutageFacts(midnight.Plus(TestTerms.Hour), midnight.Plus(2 * TestTerms.Hour))],
        };
        RatingFacts excluded = facts with { Exclusions = [new ExclusionFacts(new TimeRange(midnight.Plus(12 * TestTerms.Hour), midnight.Plus(24 * TestTerms.Hour)), "leaves_both_whole")] };

        Assert.Equal(new Ratio(23, 24), StatementRater.Rate(TestTerms.Agreement(terms), facts).Periods[0].Availability);
        Assert.Equal(new Ratio(11, 12), StatementRater.Rate(TestTerms.Agreement(terms), excluded).Periods[0].Availability);
    }

    [Fact]
    public void Availability_lies_between_its_bounds() => Property.OfRatings(Availability, (drawn, _) =>
    {
        PeriodStatement rated = Rate(drawn, drawn.Facts);
        return rated.Availability < rated.Low || rated.Availability > rated.High ? $"{rated.Availability} is not in [{rated.Low}, {rated.High}]"
            : rated.Coverage < Ratio.Zero || rated.Coverage > Ratio.One ? $"coverage is {rated.Coverage}"
            : rated.DowntimeUs < 0 || rated.DowntimeUs > rated.ServiceUs ? $"{rated.DowntimeUs} of downtime in {rated.ServiceUs} of service"
            : null;
    });

    [Fact]
    public void Facts_that_are_recorded_later_do_not_change_a_rating_as_of_before() => Property.OfRatings(random => CaseDraw.Short(random), (drawn, random) =>
    {
        TimeRange period = drawn.Facts.Periods[0].Range;
        UtcInstant now = drawn.Facts.AsOf ?? period.Start.Plus(random.NextInt64(-TestTerms.Hour, period.Length + TestTerms.Hour));
        UtcInstant later = now.Plus(random.NextInt64(1, 3 * TestTerms.Hour));
        RatingFacts known = drawn.Facts with { AsOf = now };
        RatingFacts more = known with
        {
            Outages = [.. known.Outages, new OutageFacts(period.Start, period.End) { ReportedAt = period.Start, RecognisedAt = period.Start, NoticeAt = period.Start, RecordedAt = later }],
            Maintenance = [.. known.Maintenance, new MaintenanceFacts(Counting.Somewhere(drawn, random), default, later)],
            Exclusions = [.. known.Exclusions, .. TestTerms.Exclusions.Keys.Select(category => new ExclusionFacts(Counting.Somewhere(drawn, random), category) { RecordedAt = later })],
        };
        return Same.Fault(StatementRater.Rate(drawn.Agreement, known), StatementRater.Rate(drawn.Agreement, more));
    });

    private static RatedCase Availability(Random random) => CaseDraw.Short(random, (Shape)random.Next(4));

    private static PeriodStatement Rate(RatedCase drawn, RatingFacts facts) => StatementRater.Rate(drawn.Agreement, facts).Periods.Single();

    private static RatingFacts With(RatedCase drawn, ExclusionFacts exclusion) => drawn.Facts with { Exclusions = [.. drawn.Facts.Exclusions, exclusion] };
}
