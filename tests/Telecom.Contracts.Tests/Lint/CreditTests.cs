namespace Telecom.Contracts.Tests.Lint;

public sealed class CreditTests
{
    [Theory]
    [InlineData("performance_credit_without_amount", "If response times are missed, you may be eligible for service credits.", "If response times are missed, you may be eligible for service credits of 5% of the fee.")]
    [InlineData("performance_credit_without_amount", "The customer may be entitled to a credit when packet loss is high. A breach of uptime earns a credit of 10%.", "The customer may be entitled to a credit when packet loss is high, as set out in annex C.")]
    [InlineData("credit_step_ambiguous", "The credit is 5% of the fee for every 2% of downtime.", "The credit is 5% of the fee for every full 2% of downtime.")]
    [InlineData("credit_step_ambiguous", "A refund of 1 % of the charge for each hour of outage is paid.", "A refund of 1 % of the charge for each hour of outage or part thereof is paid.")]
    [InlineData("credit_step_ambiguous", "We credit $20 per 30 minutes of downtime.", "We credit $20 per 30 minutes of downtime, pro rata.")]
    [InlineData("credit_cap_missing", "If uptime is missed, the customer gets a credit of 5% of the fee for each full hour of downtime.", "If uptime is missed, the customer gets a credit of 5% of the fee for each full hour of downtime. Credits shall not exceed the monthly fee.")]
    [InlineData("credit_cap_missing", "A rebate of 10% is given per incident.", "A rebate of 10% is given per incident, up to a maximum of 50%.")]
    [InlineData("target_period_conflict", "Uptime is at least 99.9% in each calendar year. A credit is due if uptime fails to meet the target in a month: the line fails to meet the availability target during any calendar month.", "Uptime is at least 99.9% in each calendar month. A credit is due when the line fails to meet the availability target during any calendar month.")]
    [InlineData("target_period_conflict", "We offer 99.95% annual availability.\nThe monthly report shows availability of 99.95% per month.", "We offer 99.95% annual availability.\nThe monthly report shows all outages.")]
    [InlineData("period_conflict", "We guarantee 99.9% uptime during each billing cycle. Uptime is the percentage of minutes in the calendar month without an outage.", "We guarantee 99.9% uptime during each calendar month. Uptime is the percentage of minutes in the calendar month without an outage.")]
    [InlineData("two_duration_thresholds", "For downtime longer than two hours we credit 5% for 45 or more consecutive minutes of downtime.", "For downtime longer than two hours we credit 5% for each such outage.")]
    [InlineData("credit_not_linked_to_target", "The portal is available 99.9%. We credit 5% for each outage lasting longer than one hour.", "The portal is available 99.9%. If availability is below the target, we credit 5% for each outage lasting longer than one hour.")]
    [InlineData("cancellation_reachable_only_at_cap_every_month", "Credits shall not exceed 20% of the monthly fee. If the credits of a year equal 20% of the annual fees, the customer may cancel.", "Credits shall not exceed 20% of the monthly fee. If the credits of a year equal 5% of the annual fees, the customer may cancel.")]
    [InlineData("refund_trigger_ambiguous", "Please report to us any occasion when we could not help. We will refund half of the fee. Nothing else is paid for an SLA breach.", "We will refund half of the fee when the target is missed. Nothing else is paid for an SLA breach.")]
    [InlineData("refund_base_ambiguous", "The refund is 10% of that month's invoice in each of the next two months.", "The refund is 10% of the missed month's invoice, paid in each of the next two months, whatever the missed month was.")]
    public void A_credit_that_cannot_be_computed_is_found(string code, string planted, string mended) => Expect.Planted(code, planted, mended);

    [Theory]
    [InlineData("credit_cap_missing", "Below 99.9% the credit is 10% of the fee; below 99.0% it is 25%.")]
    [InlineData("credit_step_ambiguous", "A credit of 5% of the fee is given for each day on which the line was down.")]
    [InlineData("two_duration_thresholds", "For downtime longer than 4 hours the credit is 10%, longer than 8 hours 20%.")]
    [InlineData("period_conflict", "Uptime is measured over each calendar month. Credits are applied to the next billing cycle.")]
    [InlineData("performance_credit_without_amount", "If uptime is missed, you are entitled to a service credit of two percent of the fee.")]
    public void A_credit_that_can_be_computed_is_let_through(string code, string text) => Expect.Absent(code, text);
}
