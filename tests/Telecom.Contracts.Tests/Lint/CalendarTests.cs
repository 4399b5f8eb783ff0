namespace Telecom.Contracts.Tests.Lint;

public sealed class CalendarTests
{
    [Theory]
    [InlineData("maintenance_undefined", "Downtime excludes scheduled maintenance.", "Downtime excludes scheduled maintenance. Maintenance is announced three days before.")]
    [InlineData("maintenance_undefined", "Uptime is measured, excluding planned maintenance windows.", "Uptime is measured, excluding planned maintenance windows on Sundays.")]
    [InlineData("holidays_and_weekends_undefined", "Uptime is measured excluding weekends and holidays.", "Uptime is measured excluding weekends and holidays. The weekend is Friday and Saturday; holidays are those of Egypt, and holidays in Egypt only.")]
    [InlineData("holidays_and_weekends_undefined", "The desk is open daily except public holidays.", "The desk is open daily except public holidays in Portugal.")]
    [InlineData("business_calendar_undefined", "Claims are answered within 3 business days of receipt.", "Claims are answered within 3 business days of receipt. Business days are Monday to Friday, without the holidays of Chile.")]
    [InlineData("business_calendar_undefined", "P2 is resolved in sixteen working hours.", "P2 is resolved in sixteen working hours. Working hours: 09:00 to 17:00 UTC, Monday to Friday.")]
    [InlineData("time_zone_undefined", "Support is open Monday to Friday 09:00 to 18:00.", "Support is open Monday to Friday 09:00 to 18:00 UTC.")]
    [InlineData("time_zone_undefined", "Support is open Mon–Fri 9am – 5pm.", "Support is open Mon–Fri 9am – 5pm Lisbon time.")]
    [InlineData("time_zone_undefined", "The desk answers weekdays 0800-1700.", "The desk answers weekdays 0800-1700 (America/Lima).")]
    public void A_calendar_or_zone_that_is_missing_is_found(string code, string planted, string mended) => Expect.Planted(code, planted, mended);

    [Theory]
    [InlineData("time_zone_undefined", "Support is available 24/7.")]
    [InlineData("time_zone_undefined", "The plan covers the years 2024 to 2025.")]
    [InlineData("maintenance_undefined", "Maintenance means work announced in writing. Downtime excludes planned maintenance.")]
    public void What_needs_no_calendar_is_let_through(string code, string text) => Expect.Absent(code, text);
}
