namespace Telecom.Contracts.Tests.Lint;

public sealed class TargetTests
{
    [Theory]
    [InlineData("Tickets are acknowledged within 10-20 minutes.", "Tickets are acknowledged within 20 minutes.")]
    [InlineData("Faults are repaired within 2 to 4 hours.", "Faults are repaired within 4 hours.")]
    [InlineData("Initial response within 30 – 60 minutes of the report.", "Initial response within 60 minutes of the report.")]
    [InlineData("The desk responds in between two and four business hours.", "The desk responds within four business hours.")]
    [InlineData("Resolution time: 1 day to 3 days", "Resolution time: 3 days")]
    [InlineData("Rural sites: 6 to 8 hours time to restore", "Rural sites: 8 hours time to restore")]
    [InlineData("• Critical: resolution 1—2 hours", "• Critical: resolution within 2 hours")]
    [InlineData("We guarantee uptime of 99.5 to 99.9%.", "We guarantee uptime of 99.9%.")]
    public void A_range_where_a_limit_should_stand_is_found(string planted, string mended) => Expect.Planted("target_is_a_range", planted, mended);

    [Theory]
    [InlineData("Class C covers changes that need 3 weeks to 5 months to implement.")]
    [InlineData("Planned work usually lasts 2 to 4 hours.")]
    [InlineData("For availability between 99.0% and 99.9% the credit is 10%.")]
    [InlineData("Help is available 24/7, on 5 days of 7.")]
    public void A_range_that_describes_is_no_target(string text) => Expect.Absent("target_is_a_range", text);

    [Theory]
    [InlineData("Faults are typically repaired within 4 hours.", "Faults are repaired within 4 hours.")]
    [InlineData("We aim to respond within thirty minutes.", "We respond within thirty minutes.")]
    [InlineData("Our goal is an availability of 99.9%.", "Availability is 99.9%.")]
    [InlineData("The carrier strives for 99.99 % uptime.", "The carrier guarantees 99.99 % uptime.")]
    [InlineData("The vendor shall use best efforts to restore service within 8 hours.", "The vendor restores service within 8 hours.")]
    [InlineData("Calls are answered within 20 seconds where possible.", "Calls are answered within 20 seconds.")]
    [InlineData("The team endeavours to resolve faults\nwithin one business day.", "The team resolves faults\nwithin one business day.")]
    public void A_figure_that_is_only_hoped_for_is_found(string planted, string mended) => Expect.Planted("soft_target", planted, mended);

    [Theory]
    [InlineData("Typically customers like the portal.")]
    [InlineData("Planned work usually takes 2 hours.")]
    [InlineData("We aim to be the best carrier of the country.")]
    public void A_soft_word_without_a_target_is_let_through(string text) => Expect.Absent("soft_target", text);

    [Theory]
    [InlineData("Latency is below 40 ms for most routes.", "Latency is below 40 ms for the routes listed in annex A.")]
    [InlineData("In most cases faults are repaired within 4 hours.", "Faults are repaired within 4 hours.")]
    [InlineData("The uptime guarantee applies to certain customers.", "The uptime guarantee applies to all customers.")]
    [InlineData("We guarantee 99.9% on selected plans.", "We guarantee 99.9% on the plans Gold and Silver.")]
    [InlineData("A throughput of 100 Mbps is provided in some locations.", "A throughput of 100 Mbps is provided in the locations named in the order.")]
    public void A_commitment_to_an_unnamed_part_is_found(string planted, string mended) => Expect.Planted("scope_vague", planted, mended);

    [Theory]
    [InlineData("Certain events beyond control are described below.")]
    [InlineData("Most customers like the portal.")]
    public void Vague_words_without_a_commitment_are_let_through(string text) => Expect.Absent("scope_vague", text);

    [Theory]
    [InlineData("The provider will repair faults within a reasonable time.", "The provider will repair faults within 4 hours of the report.")]
    [InlineData("We will notify you promptly of any breach.", "We will notify you within two hours of any breach.")]
    [InlineData("The carrier shall restore service as soon as reasonably practicable.", "The carrier shall restore service as soon as reasonably practicable and in any case within 8 hours.")]
    [InlineData("Credits shall be paid without undue delay.", "Credits shall be paid with the next invoice.")]
    [InlineData("Tickets are answered in a timely manner.", "Tickets are answered within 30 minutes.")]
    [InlineData("We commit to send the root cause in a reasonable amount\nof time.", "We commit to send the root cause within five days\nof the repair.")]
    [InlineData("The supplier guarantees swift resolution of faults.", "The supplier guarantees resolution of faults in 8 hours.")]
    public void A_promise_without_a_figure_is_found(string planted, string mended) => Expect.Planted("unmeasurable_promise", planted, mended);

    [Theory]
    [InlineData("The provider will use commercially reasonable efforts to find the cause.")]
    [InlineData("Events beyond our reasonable control are listed in annex B.")]
    [InlineData("The customer shall promptly pay all invoices.")]
    [InlineData("Our engineers watch the network to ensure swift help.")]
    public void Reasonable_efforts_and_customers_duties_are_no_such_promise(string text) => Expect.Absent("unmeasurable_promise", text);

    [Theory]
    [InlineData("- P1: response within 1 hour, resolution within 24 hours\n- P2: response within 2 hours, resolution within 12 hours", "- P1: response within 1 hour, resolution within 12 hours\n- P2: response within 2 hours, resolution within 24 hours")]
    [InlineData("Severity 1 (critical): restored within 8 hours.\nSeverity 2 (major): restored within 4 hours.", "Severity 1 (critical): restored within 4 hours.\nSeverity 2 (major): restored within 8 hours.")]
    [InlineData("Critical: fixed within two days.\nLow: fixed within one day.", "Critical: fixed within one day.\nLow: fixed within two days.")]
    [InlineData("| Level 1 | 1 hour | 9 hours |\n| Level 2 | 2 hours | 3 hours |", "| Level 1 | 1 hour | 3 hours |\n| Level 2 | 2 hours | 9 hours |")]
    public void A_lesser_case_that_is_served_sooner_is_found(string planted, string mended) => Expect.Planted("severity_inversion", planted, mended);

    [Fact]
    public void A_scale_that_rises_to_critical_is_turned() =>
        Expect.Absent("severity_inversion", "Level 1 (minor): resolved within 48 hours.\nLevel 2 (major): resolved within 8 hours.\nLevel 3 (critical): resolved within 2 hours.");

    [Theory]
    [InlineData("Latency is below 20 ms. Throughput is at least 50 Mbps. If results fall below these thresholds, a credit of 5% is due.", "Latency is below 20 ms. Throughput is at least 50 Mbps. If results do not meet these thresholds, a credit of 5% is due.")]
    [InlineData("Throughput: at least 50 Mbps. If values exceed the thresholds, that is a breach.", "Throughput: at least 50 Mbps. If values miss the thresholds, that is a breach.")]
    public void A_miss_with_the_wrong_sign_is_found(string planted, string mended) => Expect.Planted("threshold_direction_wrong", planted, mended);

    [Theory]
    [InlineData("90% of the time calls are answered within 20 seconds.", "90% of the calls of a month are answered within 20 seconds.")]
    [InlineData("Orders are processed within one hour, 95 % of the time in a month.", "Of the orders of a month, 95 % are processed within one hour.")]
    public void A_share_of_time_for_countable_things_is_found(string planted, string mended) => Expect.Planted("statistic_ambiguous", planted, mended);

    [Fact]
    public void Availability_is_rightly_a_share_of_time() => Expect.Absent("statistic_ambiguous", "The service is available 99.9% of the time in a month.");
}
