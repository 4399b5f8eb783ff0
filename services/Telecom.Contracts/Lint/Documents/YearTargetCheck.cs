namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A target of the year beside one of the month that the credits hang on. Both are promised, and one outage can miss the month and keep the
/// year.
/// </summary>
internal sealed class YearTargetCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Credit is not null && version.Availability?.Parameter("year_target") is { } parameter)
        {
            yield return parameter.Finding(
                "target_period_conflict",
                $"{parameter.Value} is promised for the year and credits hang on the month: an outage can miss the month and keep the year, so the period decides whether anything is owed. "
                + "Say what each of the two targets is for.",
                version.Terms.Parameter("period"));
        }
    }
}
