using System.Globalization;
using NodaTime;
using Telecom.Hosting;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;

namespace Telecom.Sla.Tests.Status;

public sealed class PeriodRulesTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly UtcInstant Now = At("2026-11-22T12:00:07Z");
    private static readonly UtcInstant Subscribed = At("2026-03-05T10:00:00Z");
    private readonly PeriodRules _rules = new(Now, 15_000_000);

    [Fact]
    public void The_default_is_the_month_of_now_in_the_contracts_zone_rated_up_to_the_allowance()
    {
        RatingScope scope = _rules.ScopeOf(Ask(), Berlin, Subscribed);

        Assert.Equal(new TimeRange(At("2026-10-31T23:00:00Z"), At("2026-11-30T23:00:00Z")), scope.Period);
        Assert.Equal(At("2026-11-22T11:59:52Z"), scope.AsOf);
        Assert.Equal(Subscribed, scope.SubscriptionStart);
    }

    [Fact]
    public void A_past_instant_is_rated_as_it_was_and_names_its_own_month()
    {
        RatingScope scope = _rules.ScopeOf(Ask("", At("2026-07-31T22:30:00Z").Microseconds), Berlin, Subscribed);

        Assert.Equal(At("2026-07-31T22:30:00Z"), scope.AsOf);
        Assert.Equal(At("2026-07-31T22:00:00Z"), scope.Period.Start);
    }

    [Theory]
    [InlineData("2026-11-30T23:00:14.999999Z", false)]
    [InlineData("2026-11-30T23:00:15Z", true)]
    public void A_period_is_over_only_when_its_last_slice_had_its_allowance(string now, bool over)
    {
        RatingScope scope = new PeriodRules(At(now), 15_000_000).ScopeOf(Ask("2026-11"), Berlin, Subscribed);

        Assert.Equal(over, scope.AsOf >= scope.Period.End);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("26-01")]
    [InlineData("November")]
    [InlineData("2026-11-01")]
    [InlineData("1969-12")]
    [InlineData("9999-01")]
    public void A_malformed_month_is_refused_with_what_is_allowed(string month)
    {
        FieldViolation violation = Assert.Single(_rules.Check(Ask(month)));

        Assert.Equal("month", violation.Field);
        Assert.Equal("MALFORMED_MONTH", violation.Reason);
        Assert.Contains("YYYY-MM", violation.Description, StringComparison.Ordinal);
        Assert.Contains(month, violation.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void An_instant_outside_of_the_past_is_refused(long asOfUs)
    {
        FieldViolation violation = Assert.Single(_rules.Check(Ask("2026-11", asOfUs)));

        Assert.Equal("as_of_us", violation.Field);
        Assert.Contains(Now.Microseconds.ToString(CultureInfo.InvariantCulture), violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Now_itself_is_allowed_and_one_microsecond_later_is_not()
    {
        Assert.Empty(_rules.Check(Ask("", Now.Microseconds)));
        Assert.Single(_rules.Check(Ask("", Now.Microseconds + 1)));
    }

    [Fact]
    public void All_that_is_wrong_is_reported_together() =>
        Assert.Equal(["as_of_us", "month"], _rules.Check(Ask("soon", -5)).Select(v => v.Field));

    [Fact]
    public void A_month_that_has_begun_nowhere_is_refused_before_any_circuit_is_looked_at()
    {
        Assert.Empty(_rules.Check(Ask("2026-11")));
        FieldViolation violation = Assert.Single(_rules.Check(Ask("2026-12")));
        Assert.Equal(("month", "IN_FUTURE"), (violation.Field, violation.Reason));
        Assert.Contains("2026-11", violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_that_has_begun_elsewhere_but_not_in_the_contracts_zone_is_refused_for_one_circuit_and_empty_in_a_list()
    {
        PeriodRules rules = new(At("2026-11-30T22:30:00Z"), 15_000_000);
        Assert.Empty(rules.Check(Ask("2026-12")));

        RpcFailure failure = Assert.Throws<RpcFailure>(() => rules.ScopeOf(Ask("2026-12"), Berlin, Subscribed));
        Assert.Equal("IN_FUTURE", Assert.Single(failure.Violations).Reason);

        RatingScope scope = rules.ScopeOf(Ask("2026-12") with { OneCircuit = false }, Berlin, Subscribed);
        Assert.True(scope.Rated(Sla.Domain.Availability.AvailabilityRule.Default).IsEmpty);
    }

    [Fact]
    public void A_month_before_the_subscription_is_refused_and_the_first_one_is_named()
    {
        RpcFailure failure = Assert.Throws<RpcFailure>(() => _rules.ScopeOf(Ask("2026-02"), Berlin, Subscribed));

        FieldViolation violation = Assert.Single(failure.Violations);
        Assert.Equal(("month", "BEFORE_SUBSCRIPTION"), (violation.Field, violation.Reason));
        Assert.Contains("2026-03", violation.Description, StringComparison.Ordinal);
        Assert.NotNull(_rules.ScopeOf(Ask("2026-03"), Berlin, Subscribed));
        Assert.NotNull(_rules.ScopeOf(Ask("2026-02") with { OneCircuit = false }, Berlin, Subscribed));
    }

    [Fact]
    public void An_instant_before_the_subscription_is_refused_and_its_first_instant_is_not()
    {
        RpcFailure failure = Assert.Throws<RpcFailure>(() => _rules.ScopeOf(Ask("", Subscribed.Microseconds - 1), Berlin, Subscribed));
        Assert.Equal("as_of_us", Assert.Single(failure.Violations).Field);

        RatingScope first = _rules.ScopeOf(Ask("", Subscribed.Microseconds), Berlin, Subscribed);
        Assert.True(first.Rated(Sla.Domain.Availability.AvailabilityRule.Default).IsEmpty);
    }

    [Fact]
    public void A_subscription_that_has_not_begun_has_an_empty_rated_part_when_nothing_earlier_was_asked_for()
    {
        UtcInstant later = At("2026-11-25T00:00:00Z");

        RatingScope scope = _rules.ScopeOf(Ask(), Berlin, later);

        Assert.True(scope.Rated(Sla.Domain.Availability.AvailabilityRule.Default).IsEmpty);
        Assert.Equal(later, scope.Rated(Sla.Domain.Availability.AvailabilityRule.Default).Start);
    }

    private static StatusQuestion Ask(string month = "", long asOfUs = 0) => new(month, asOfUs, OneCircuit: true);

    private static UtcInstant At(string text) => UtcInstant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
