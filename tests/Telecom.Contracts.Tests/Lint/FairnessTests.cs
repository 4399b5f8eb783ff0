namespace Telecom.Contracts.Tests.Lint;

public sealed class FairnessTests
{
    [Theory]
    [InlineData("provider_decides_alone", "The carrier has the final say on service credits.", "An independent expert has the final say on service credits.")]
    [InlineData("provider_decides_alone", "Credits are granted at the provider's sole discretion.", "Credits are granted when the target is missed.")]
    [InlineData("single_evidence_source", "The provider's probes are the sole basis for measuring downtime.", "The provider's probes and the customer's logs are evidence of downtime.")]
    [InlineData("single_evidence_source", "Our monitoring data shall be conclusive in any dispute.", "Our monitoring data is compared with yours in any dispute.")]
    [InlineData("other_document_prevails", "In case of conflict, the Master Contract shall prevail over this SLA.", "In case of conflict, this SLA shall prevail over the Master Contract.")]
    [InlineData("other_document_prevails", "If the documents conflict, the General Terms take precedence.", "If the documents conflict, this agreement takes precedence.")]
    [InlineData("open_ended_exclusion", "Downtime does not include outages caused by circumstances beyond our control.", "Downtime does not include outages caused by circumstances beyond our control, namely flood, fire and war.")]
    [InlineData("open_ended_exclusion", "The commitment does not apply to failures due to factors outside of the provider's reasonable control.", "The commitment does not apply to failures due to flood or other factors outside of the provider's reasonable control.")]
    [InlineData("commitment_without_remedy", "Your traffic is never inspected by us.", "Your traffic is never inspected by us. If it is inspected, a refund of one month is paid.")]
    [InlineData("downtime_starts_at_report", "Downtime is measured from the time the customer reports the fault until service is restored.", "Downtime is measured from the first failed probe until service is restored, whether or not it was reported.")]
    [InlineData("downtime_starts_at_report", "An outage begins when a trouble ticket is opened and ends when it is restored.", "An outage begins with the first failed probe and ends when it is restored.")]
    [InlineData("accrual_needs_customer_notice", "Downtime starts only when the customer gives notice of it.", "Downtime starts with the failure, whether or not the customer gives notice of it.")]
    [InlineData("accrual_needs_customer_notice", "You must report each fault in order for it to be treated as downtime.", "You may report each fault; measured faults are downtime.")]
    public void One_sided_terms_are_found(string code, string planted, string mended) => Expect.Planted(code, planted, mended);

    [Theory]
    [InlineData("provider_decides_alone", "The provider may change the portal at its sole discretion.")]
    [InlineData("single_evidence_source", "Credits are the sole and exclusive remedy for downtime.")]
    [InlineData("commitment_without_remedy", "You should never share your password. Credits shall never exceed the fee.")]
    [InlineData("open_ended_exclusion", "Certain events beyond our control may affect the line. These include flood and war.")]
    public void The_same_words_elsewhere_are_let_through(string code, string text) => Expect.Absent(code, text);
}
