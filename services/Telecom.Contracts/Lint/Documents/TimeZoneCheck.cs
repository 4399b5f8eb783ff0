namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Hours of the day without a time zone: the text says when work begins and ends, and the provider says where. Months and days have no zone in
/// most agreements; hours without one are plainly incomplete.
/// </summary>
internal sealed class TimeZoneCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Terms.Open("calendar") is { } calendar
            && (calendar.Parameter("time_zone") ?? version.Contract.Parameter("time_zone")).IsTheProviders()
            && new[] { calendar.Parameter("opens"), calendar.Parameter("closes") }.Where(hour => !hour.IsTheProviders()).OfType<ContractParameter>().ToArray() is [var parameter, .. var others])
        {
            yield return parameter.Finding(
                "time_zone_undefined",
                "The text names hours of the day and no time zone: every deadline that counts them moves with the zone. Name the zone.",
                others);
        }
    }
}
