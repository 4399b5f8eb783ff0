namespace Telecom.Contracts.Tests.Lint;

public sealed class WindowTests
{
    private const string Code = "window_anchor_ambiguous";

    [Theory]
    [InlineData("Claims must be filed within 7 days of the outage.", "Claims must be filed within 7 days of the end of the outage.")]
    [InlineData("You must notify us within seven (7) days of the incident.", "You must notify us within seven (7) days of the resolution of the incident.")]
    [InlineData("The customer shall submit a claim within 30 days.", "The customer shall submit a claim within 30 days after receipt of the invoice.")]
    [InlineData("To receive a credit, you must open a ticket within 24 hours after a service failure.", "To receive a credit, you must open a ticket within 24 hours after the service is restored.")]
    [InlineData("Requests must reach us no later than ten business days following the disruption.", "Requests must reach us no later than ten business days following the end of the month.")]
    [InlineData("The customer must report within 48 hours from the time of unavailability.", "The customer must report within 48 hours from the start of unavailability.")]
    [InlineData("Clients must send a complaint in writing within five\nworking days of the problem.", "Clients must send a complaint in writing within five\nworking days of the day on which the problem was resolved.")]
    [InlineData("A refund must be requested by the customer within 1 month.", "Upon closure of the ticket, a refund must be requested by the customer within 1 month.")]
    public void A_window_that_runs_from_nothing_or_from_an_event_with_two_ends_is_found(string planted, string mended) => Expect.Planted(Code, planted, mended);

    [Theory]
    [InlineData("Upon resolution of the problem, the customer must ask for the credit within fifteen (15) days.")]
    [InlineData("Faults are repaired within 4 hours of the report.")]
    [InlineData("We will answer every request within 2 hours.")]
    [InlineData("Credits will be paid within 30 days of approval.")]
    [InlineData("Claims must arrive within 15 days after the end of the incident.")]
    [InlineData("Uptime of 99.9% leaves no more than 43 minutes of downtime.")]
    public void An_anchored_window_is_let_through(string text) => Expect.Absent(Code, text);
}
