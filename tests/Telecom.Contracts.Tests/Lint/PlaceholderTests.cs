namespace Telecom.Contracts.Tests.Lint;

public sealed class PlaceholderTests
{
    private const string Code = "placeholder_left_in_text";

    [Theory]
    [InlineData("The carrier restores the circuit within [four hours].", "The carrier restores the circuit within four hours.")]
    [InlineData("Claims are due within [30] days after receipt of the invoice.", "Claims are due within 30 days after receipt of the invoice.")]
    [InlineData("This agreement is made with [Customer Name] of [address].", "This agreement is made with Harbour Foods of Lisbon.")]
    [InlineData("This agreement is made with <insert customer> today.", "This agreement is made with <b>Harbour Foods</b> today.")]
    [InlineData("Support hours: TBD", "Support hours: round the clock")]
    [InlineData("Availability of XX% is guaranteed.", "Availability of 99.9% is guaranteed.")]
    [InlineData("Availability of XX.X % is guaranteed.", "Availability of 99.9 % is guaranteed.")]
    [InlineData("Restoration takes at most X hours.", "Restoration takes at most 4 hours.")]
    [InlineData("The credit is ____ percent of the fee.", "The credit is five percent of the fee.")]
    [InlineData("Dear {{customer_name}}, this is your agreement.", "Dear customer, this is your agreement.")]
    [InlineData("The monthly charge is ${amount}.", "The monthly charge is $40.")]
    [InlineData("Lorem ipsum dolor sit amet.", "The line is an Ethernet line.")]
    [InlineData("The notice period (to be agreed) is fixed.", "The notice period (30 days) is fixed.")]
    [InlineData("Escalation contact: to be confirmed.", "Escalation contact: the duty manager.")]
    [InlineData("The fee is €XX per month.", "The fee is €20 per month.")]
    [InlineData("The credit is [●] % of the charge.", "The credit is 5 % of the charge.")]
    public void A_slot_that_was_not_filled_is_found_and_the_filled_one_is_not(string planted, string mended) => Expect.Planted(Code, planted, mended);

    [Theory]
    [InlineData("Availability follows common practice [1], [2, 3] and [14-16].")]
    [InlineData("The customer “excepts [sic] the terms” as quoted.")]
    [InlineData("“[T]he provider” pays the credit[s].")]
    [InlineData("Delay is measured as in [RFC 2544] and [Y.1731].")]
    [InlineData("See [our status page](https://status.example.net) for news.")]
    [InlineData("The tier [99.0%, 99.9%] earns a tenth.")]
    [InlineData("Signature: ____________  Date: ____________")]
    [InlineData("____________________________")]
    [InlineData("Latency below x < 50 ms and y > 3 is plotted.")]
    [InlineData("Responses with 5xx codes count as failed; a 4xx does not.")]
    [InlineData("Write to [email protected] for help.")]
    [InlineData("- [x] read\n- [ ] signed")]
    public void Brackets_with_an_honest_use_are_let_through(string text) => Expect.Absent(Code, text);

    [Fact]
    public void The_quote_is_the_slot_itself()
    {
        var finding = Assert.Single(Telecom.Contracts.Lint.TextLinter.Lint("First line.\nA report is due within [two hours]."));
        Assert.Equal((Code, 2, "[two hours]"), (finding.Code, finding.Line, Assert.Single(finding.Quotes)));
    }
}
