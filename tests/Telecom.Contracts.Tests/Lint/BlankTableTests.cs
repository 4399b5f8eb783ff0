namespace Telecom.Contracts.Tests.Lint;

public sealed class BlankTableTests
{
    private const string Code = "table_empty";

    [Theory]
    [InlineData("| Priority | Response |\n|---|---|\n\nText goes on.", "| Priority | Response |\n|---|---|\n| P1 | 1 hour |\n\nText goes on.")]
    [InlineData("Contact | Phone\n--- | ---", "Contact | Phone\n--- | ---\nDuty desk | 555")]
    [InlineData("| Site | Zone |\r\n|:---|---:|\r\n|  |  |\r\n", "| Site | Zone |\r\n|:---|---:|\r\n| Porto | UTC |\r\n")]
    public void A_table_with_a_header_and_no_row_is_found_whatever_it_is_about(string planted, string mended) => Expect.Planted(Code, planted, mended);

    [Theory]
    [InlineData("Uptime | Credit\n--- | ---")]
    [InlineData("| Uptime | Credit (%) |\n|---|---|\n| | |")]
    public void A_table_of_credits_is_reported_once_under_its_own_name(string text)
    {
        Expect.Found("rebate_table_empty", text);
        Expect.Absent(Code, text);
    }
}
