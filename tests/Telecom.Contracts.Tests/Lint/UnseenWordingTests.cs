namespace Telecom.Contracts.Tests.Lint;

/// <summary>Wordings and layouts of other agreements than those the detectors began with: tables, bullets, glossaries, plain headings.</summary>
public sealed class UnseenWordingTests
{
    [Theory]
    [InlineData("Availability of 99.995% per year, that is 8 hours per year of lost power.", "Availability of 99.995% per year, that is 26.28 minutes per year of lost power.")]
    [InlineData("The exchange is available for 99.9 percent of every month and may be down for at most 50 minutes a month.", "The exchange is available for 99.9 percent of every 30-day month and may be down for at most 43.2 minutes a month.")]
    [InlineData("| Plan | Uptime | Allowed downtime per week |\n|---|---|---|\n| Basic | 99.9% | 90 minutes |", "| Plan | Uptime | Allowed downtime per week |\n|---|---|---|\n| Basic | 99.9% | 10.08 minutes |")]
    [InlineData("Target availability is 99.5%. The permitted downtime is 9 minutes daily.", "Target availability is 99.5%. The permitted downtime is 7.2 minutes daily.")]
    [InlineData("Five nines equal five minutes of downtime a year.", "Five nines equal about five minutes of downtime a year.")]
    public void Minutes_that_a_percentage_does_not_leave_are_found(string planted, string mended) => Expect.Planted("minutes_do_not_match_percentage", planted, mended);

    [Fact]
    public void Rows_of_a_credit_schedule_in_minutes_are_let_through() => Expect.Absent(
        "minutes_do_not_match_percentage",
        "| Uptime of the month | Downtime per month | Credit |\n|---|---|---|\n| 99.0% - 99.9% | 43 to 432 minutes | 5% |\n| below 99.0% | over 432 minutes | 10% |");

    [Theory]
    [InlineData("Valid from DD/MM/YYYY.", "Dates have the form DD/MM/YYYY.")]
    [InlineData("Service start: YYYY-MM-DD", "Dates are written YYYY-MM-DD.")]
    [InlineData("The response time is to be confirmed.", "The response time is confirmed by the duty desk.")]
    [InlineData("Credit rate: insert percentage here.", "Credit rate: five percent.")]
    [InlineData("The Provider is &lt;Company Name&gt;.", "The Provider is Harbour &amp; Sons.")]
    [InlineData("Contact: ........................", "1. Scope .................... 3")]
    [InlineData("Response: ? hours", "Is the response late after 4? Hours count from receipt [4.2].")]
    public void Slots_in_other_wordings_are_found(string planted, string mended) => Expect.Planted("placeholder_left_in_text", planted, mended);

    [Theory]
    [InlineData("Lost minutes (per month)     Credit (%)\n\nSection 7 - Claims\nText.", "Lost minutes (per month)     Credit (%)\n30 or more     5\n\nSection 7 - Claims\nText.")]
    [InlineData("| MTTR | Penalty |\n|---|---|\n| | |", "| MTTR | Penalty |\n|---|---|\n| over 4 hours | $10 |")]
    public void Empty_tables_of_credits_in_other_layouts_are_found(string planted, string mended) => Expect.Planted("rebate_table_empty", planted, mended);

    [Theory]
    [InlineData("1 Scope\n2 Term\n4 Law", "1 Scope\n2 Term\n3 Law")]
    [InlineData("§ 1 Scope\n§ 2 Term\n§ 4 Law", "§ 1 Scope\n§ 2 Term\n§ 3 Law")]
    [InlineData("## 1 Scope\nText.\n## 3 Law", "## 1 Scope\nText.\n## 2 Law")]
    [InlineData("**1. Scope**\n**3. Law**", "**1. Scope**\n**2. Law**")]
    [InlineData("Schedule 1: Scope\nSchedule 3: Law", "Schedule 1: Scope\nSchedule 2: Law")]
    [InlineData("- 1. Scope\n- 3. Law", "- 1. Scope\n- 2. Law")]
    [InlineData("1. Scope\n4. Law", "1. Scope\n2-3. Reserved\n4. Law")]
    [InlineData("Section 3. Term\nSection 5. Law", "Section 3. Term\nSection 4 intentionally left blank\nSection 5. Law")]
    [InlineData("2.1 Uptime\n2.4 Loss", "2.1 Uptime\nClauses 2.2 and 2.3 are reserved.\n2.4 Loss")]
    [InlineData("1. Scope\nClauses 2 to 5 are intentionally left blank.\n7. Law", "1. Scope\nClauses 2 to 5 are intentionally left blank.\n6. Law")]
    public void Numbers_that_skip_in_other_styles_are_found_and_reserved_ones_are_not(string planted, string mended) => Expect.Planted("clause_numbers_skip", planted, mended);

    [Theory]
    [InlineData("1 Scope\nText follows here.\n24 Hours a day\n7 Days a week")]
    [InlineData("Users\n5 Users\n\n10 Users\n\n50 Users")]
    public void A_figure_at_the_beginning_of_a_line_is_no_clause_number(string text) => Expect.Absent("clause_numbers_skip", text);

    [Theory]
    [InlineData("| Plan | First response |\n|---|---|\n| Growth | 8–12 hours |", "| Plan | First response |\n|---|---|\n| Growth | 12 hours |")]
    [InlineData("Packet loss: 0.1% – 0.5% averaged over the month.", "Packet loss: at most 0.5% averaged over the month.")]
    [InlineData("Engineers are on site in four to six (4-6) hours.", "Engineers are on site in six (6) hours.")]
    [InlineData("MTTR: 4–6 hrs", "MTTR: 6 hrs")]
    [InlineData("Jitter: 5~10 ms", "Jitter: 10 ms")]
    public void Ranges_in_tables_and_lists_are_found(string planted, string mended) => Expect.Planted("target_is_a_range", planted, mended);

    [Theory]
    [InlineData("Faults are repaired within a reasonable period.", "Faults are repaired within a reasonable period, at most 8 hours.")]
    [InlineData("Faults are acknowledged within 30 minutes and repaired within a reasonable period.", "Faults are acknowledged within 30 minutes and repaired promptly, within 8 hours.")]
    [InlineData("A guest is let in within a reasonable time after arrival.", "A guest is let in within ten minutes after arrival.")]
    [InlineData("The Provider shall restore the service with minimal delay.", "The Provider shall restore the service in 4 hours.")]
    [InlineData("Spare parts are delivered in a prompt manner.", "Spare parts are delivered in 2 days.")]
    public void Promises_without_a_time_are_found(string planted, string mended) => Expect.Planted("unmeasurable_promise", planted, mended);

    [Theory]
    [InlineData("Typical latency is 30 ms.", "Latency is at most 30 ms.")]
    [InlineData("The response time is expected to be 30 minutes.", "The response time is 30 minutes.")]
    public void Hopes_in_other_words_are_found(string planted, string mended) => Expect.Planted("soft_target", planted, mended);

    [Theory]
    [InlineData("Requests for a credit are to be sent within 14 days.", "Requests for a credit are to be sent within 14 days after the end of the month.")]
    [InlineData("Credits are given within 30 days from the disruption on request.", "Credits are given within 30 days from the end of the disruption on request.")]
    [InlineData("Claims received later than 30 days after the outage are void.", "Claims received later than 30 days after the end of the outage are void.")]
    [InlineData("You have 30 days to claim your credit.", "You have 30 days from the end of the outage to claim your credit.")]
    [InlineData("The claim period is 30 days.", "The claim period is 30 days from the end of the month.")]
    [InlineData("Claims expire thirty days after the incident.", "Claims expire thirty days after the incident has ended.")]
    [InlineData("Customers must request credits in 7 calendar days of the event.", "Customers must request credits in 7 calendar days of the start of the event.")]
    public void Windows_in_other_words_are_found(string planted, string mended) => Expect.Planted("window_anchor_ambiguous", planted, mended);

    [Theory]
    [InlineData("**Outage**: a loss of signal.\n\n**Outage**: any period in which calls fail at the gateway.", "**Outage**: a loss of signal.\n\n**Fault**: any period in which calls fail at the gateway.")]
    [InlineData("Response Time - the time from ticket to first answer.\nResponse Time - the time from the call until an engineer arrives.", "Response Time - the time from ticket to first answer.\nArrival Time - the time from the call until an engineer arrives.")]
    [InlineData("\"Business Day\": Monday to Friday in London.\n\"Business Day\": Monday to Saturday in Leeds.", "\"Business Day\": Monday to Friday in London.\n\"Short Day\": Monday to Saturday in Leeds.")]
    [InlineData("| Outage | any loss of signal |\n| Outage | any period in which calls fail |", "| Outage | any loss of signal |\n| Fault | any period in which calls fail |")]
    public void A_term_twice_in_a_glossary_is_found(string planted, string mended) => Expect.Planted("term_defined_twice", planted, mended);
}
