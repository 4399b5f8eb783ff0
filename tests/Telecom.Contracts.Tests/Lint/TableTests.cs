namespace Telecom.Contracts.Tests.Lint;

public sealed class TableTests
{
    [Theory]
    [InlineData("Credits\nMonthly uptime\n\nCredit (% of monthly fee)\n\nFrom (%)\n\nTo (%)\n\n\n\nThe provider computes the uptime from its own probes.",
        "Credits\nMonthly uptime\n\nCredit (% of monthly fee)\n\nFrom (%)\n\nTo (%)\n\n10\n\n99.0\n\n99.9\n\nThe provider computes the uptime from its own probes.")]
    [InlineData("| Availability | Service credit |\n|---|---|\n\nThe credit is paid monthly.",
        "| Availability | Service credit |\n|---|---|\n| below 99.9% | 10% |\n\nThe credit is paid monthly.")]
    [InlineData("| Uptime | Rebate (%) |\n|:---|---:|\n|  |  |\n|  |  |\n\nThe rebate is paid monthly.",
        "| Uptime | Rebate (%) |\n|:---|---:|\n|  |  |\n| under 99 | 5 |\n\nThe rebate is paid monthly.")]
    [InlineData("Uptime\tRefund\n\nRefunds are made to the account on file.",
        "Uptime\tRefund\nunder 99%\t10%\n\nRefunds are made to the account on file.")]
    [InlineData("3. Credits\n| Monthly uptime | Credit |\n|---|---|\n\n4. Claims", "3. Credits\n| Monthly uptime | Credit |\n|---|---|\n| under 99% | 10% |\n\n4. Claims")]
    [InlineData("Credits are paid in accordance with the following table.\n\nThe provider shall not be liable for anything else that the customer may suffer.",
        "Credits are paid in accordance with the following table.\n\nbelow 99.9%: 10%\n\nThe provider shall not be liable for anything else that the customer may suffer.")]
    public void A_table_of_credits_without_rows_is_found(string planted, string mended) => Expect.Planted("rebate_table_empty", planted, mended);

    [Theory]
    [InlineData("Contents\nAvailability\nService Credits\nExclusions\n\nThe provider offers an Ethernet line to its customers and measures it.")]
    [InlineData("Service Credits\nThe credit is 10% of the fee.")]
    public void Headings_are_no_table(string text) => Expect.Absent("rebate_table_empty", text);

    [Theory]
    [InlineData("Priority Respond Fix\nP1 total loss of service 1 4\nP2 degraded service 2 8\n", "Priority Respond (hours) Fix (hours)\nP1 total loss of service 1 4\nP2 degraded service 2 8\n")]
    [InlineData("| Severity | Response time |\n|---|---|\n| Critical | 15 |\n| Low | 60 |\n", "| Severity | Response time (minutes) |\n|---|---|\n| Critical | 15 |\n| Low | 60 |\n")]
    [InlineData("| Severity | Resolution |\n|---|---|\n| Critical | 4 |\n| Low | 40 |\n", "All times are in business hours.\n| Severity | Resolution |\n|---|---|\n| Critical | 4 |\n| Low | 40 |\n")]
    public void A_table_of_bare_numbers_needs_a_unit(string planted, string mended) => Expect.Planted("unit_missing", planted, mended);

    [Theory]
    [InlineData("| Plan | Number of sites |\n|---|---|\n| Small | 5 |\n| Large | 50 |\n")]
    [InlineData("| Severity | Response |\n|---|---|\n| 1 | 15 minutes |\n| 2 | 30 minutes |\n")]
    public void Counts_and_figures_with_units_need_none(string text) => Expect.Absent("unit_missing", text);
}
