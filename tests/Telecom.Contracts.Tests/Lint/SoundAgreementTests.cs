using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint;

/// <summary>An agreement in which everything that decides an amount is said once: nothing must be found in it.</summary>
public sealed class SoundAgreementTests
{
    public const string Text = """
        Northwind Carrier Services - Service Level Agreement for Ethernet Access

        1. Definitions
        1.1 "Access Service" means the Ethernet access line described in the order form, measured between its two demarcation points.
        1.2 "Downtime" means any period of at least 60 consecutive seconds in which the Access Service carries no frames, from the first failed measurement to the first good one, whether or not the customer has reported it.
        1.3 "Availability" means the share of the minutes of a calendar month, less planned work, in which there is no Downtime; it is stated in percent with four decimals.
        1.4 "Planned work" means maintenance that the provider announces by e-mail at least ten (10) calendar days in advance and carries out between 01:00 and 05:00 UTC.
        1.5 "Business Day" means Monday to Friday, except the public holidays of the Netherlands. Business hours are 08:00 to 18:00 Amsterdam time on a Business Day.
        1.6 "Month" means the calendar month in the time zone Europe/Amsterdam. All times in this agreement are Amsterdam time unless UTC is written beside them.

        2. Availability target
        2.1 The provider guarantees an Availability of at least 99.95% in each calendar month for every Access Service listed in the order form.
        2.2 In a 30-day month without planned work, 99.95% leaves no more than 21.6 minutes of Downtime. This is an illustration; the percentage decides.
        2.3 Planned work shall not exceed 4 hours per month. Time beyond that counts as Downtime.

        3. Performance targets
        3.1 Frame delay: the 95th percentile of the two-way delay in a month is 12 ms or less on every Access Service.
        3.2 Frame loss: the lost frames of a month are at most 0.1% of the frames sent.
        3.3 If a month does not meet the target of clause 3.1 or 3.2, the customer receives a service credit of 3% of the monthly charge of the affected Access Service for each target that was missed, at most 6% for the month.

        4. Support
        4.1 The service desk answers at any hour of any day. Clocks run from the receipt of the report, in elapsed time.
        4.2 The limits are:
        | Priority | First response (minutes) | Restoration (hours) |
        |---|---|---|
        | P1 | 15 | 4 |
        | P2 | 30 | 8 |
        | P3 | 60 | 48 |
        4.3 P1 (critical): the service carries no traffic. The provider responds within 15 minutes and restores the service within 4 hours.
        4.4 P2 (major): the service is degraded. The provider responds within 30 minutes and restores the service within 8 hours.
        4.5 P3 (minor): any other fault. The provider responds within 60 minutes and resolves the fault within 48 hours.
        4.6 The provider sends the cause of every P1 fault in writing within five (5) Business Days after the restoration of the service.
        4.7 While the provider waits for an answer of the customer, the clock stands still; question and answer are recorded with their times.

        5. Service credits
        5.1 If the Availability of a month is below the target of clause 2.1, the customer receives a service credit according to the following table:
        | Availability from (inclusive) | to (exclusive) | Credit (% of the monthly charge) |
        |---|---|---|
        | 99.5% | 99.95% | 10% |
        | 98.0% | 99.5% | 25% |
        | 0% | 98.0% | 50% |
        5.2 For each full hour by which a restoration is late, the customer receives a credit of 2% of the monthly charge of the affected Access Service.
        5.3 The credits of one month shall not exceed 100% of the monthly charge of the affected Access Service. They are computed exactly and rounded once to the cent, half up.
        5.4 The customer submits a claim within thirty (30) calendar days after the end of the month in which the Downtime ended. The day the month ends is day 0.
        5.5 The provider answers a claim within ten (10) Business Days of its receipt, and credits the amount on the next invoice.
        5.6 If the Availability is below 99.0% in three months of any twelve, the customer may terminate the order within 60 days after the end of the third month.

        6. Exclusions
        6.1 Time does not count as Downtime, and leaves both sides of the percentage, when it is caused by:
        a) planned work as defined in clause 1.4;
        b) equipment or acts of the customer, shown by the alarm log of the demarcation device;
        c) force majeure, which is limited to earthquake, flood, war and orders of a public authority;
        d) a suspension that this agreement permits.
        6.2 The party that relies on an exclusion shows its beginning, its end and its cause.

        7. Measurement and disputes
        7.1 Both parties measure. The provider's probes send one frame every second; a minute without measurements is neither up nor down and is reported as such.
        7.2 If the measurements of the parties differ by more than 5 minutes in a month, an independent expert named by both decides within 20 Business Days after receipt of the request.
        7.3 If this agreement and the order form differ, this agreement prevails.
        7.4 The credits do not limit the right to damages under the law of the Netherlands.
        """;

    [Fact]
    public void A_sound_agreement_has_no_finding()
    {
        IReadOnlyList<LintFinding> found = TextLinter.Lint(Text);
        Assert.True(found.Count == 0, Expect.Listed(found));
    }

    [Fact]
    public void The_same_agreement_with_other_line_ends_and_signs_has_no_finding()
    {
        string other = Text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace('-', '\u2013').Replace('"', '\u201C').Replace("'s", "\u2019s", StringComparison.Ordinal);
        IReadOnlyList<LintFinding> found = TextLinter.Lint(other);
        Assert.True(found.Count == 0, Expect.Listed(found));
    }

    [Theory]
    [InlineData("within 4 hours.", "within 2-4 hours.", "target_is_a_range")]
    [InlineData("after the end of the month in which the Downtime ended", "of the Downtime", "window_anchor_ambiguous")]
    [InlineData("For each full hour", "For each hour", "credit_step_ambiguous")]
    [InlineData("21.6 minutes", "45 minutes", "minutes_do_not_match_percentage")]
    [InlineData("the public holidays of the Netherlands", "holidays", "holidays_and_weekends_undefined")]
    [InlineData("4.4 P2", "4.5 P2", "clause_numbers_skip")]
    [InlineData("Restoration (hours)", "Restoration", "unit_missing")]
    [InlineData("this agreement prevails", "the order form prevails", "other_document_prevails")]
    [InlineData("within five (5) Business Days after the restoration of the service", "promptly", "unmeasurable_promise")]
    public void One_word_spoilt_in_it_is_found(string sound, string spoilt, string code)
    {
        Assert.Contains(sound, Text, StringComparison.Ordinal);
        Expect.Found(code, Text.Replace(sound, spoilt, StringComparison.Ordinal));
    }
}
