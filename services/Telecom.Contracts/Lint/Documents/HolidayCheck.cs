namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A promise for workdays or working hours without the days that are worked. Weekend and holidays are in the denominator of every month.
/// </summary>
internal sealed class HolidayCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.WorkdaysAreTheProviders && version.Availability?.Parameter("service_time") is { Value: "workdays" or "working_hours" } parameter)
        {
            yield return parameter.Finding(
                "holidays_and_weekends_undefined",
                "The promise leaves out weekends and holidays, and the text does not say which days they are: each of them moves the total and with it the verdict. Name the calendar.",
                version.Terms.Open("calendar")?.Parameter("weekend"),
                version.Terms.Open("calendar")?.Parameter("holidays"));
        }
    }
}
