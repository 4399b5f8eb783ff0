namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Makes one finding of all findings of a code: a defect that the structure shows in two places, or that a reader recorded as well, is one
/// defect. What the structure shows comes first, and the earliest place; the quotes of all are kept.
/// </summary>
internal static class FindingMerger
{
    /// <summary>Each code once, by line and code.</summary>
    public static IReadOnlyList<LintFinding> Merge(IReadOnlyList<LintFinding> findings) =>
    [
        .. findings.GroupBy(finding => finding.Code, StringComparer.Ordinal).Select(One)
            .OrderBy(finding => finding.Line)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal),
    ];

    private static LintFinding One(IEnumerable<LintFinding> same)
    {
        LintFinding[] ordered = [.. same.OrderBy(finding => finding.Kind == LintKind.Structural ? 0 : 1).ThenBy(finding => finding.Line)];
        return ordered[0] with { Quotes = Distinct(ordered.SelectMany(finding => finding.Quotes).Select(OneSpaced)) };
    }

    /// <summary>The quotes without those that are part of another.</summary>
    private static List<string> Distinct(IEnumerable<string> quotes)
    {
        List<string> kept = [];
        foreach (string quote in quotes.Where(quote => !kept.Exists(other => Holds(other, quote))))
        {
            int shorter = kept.FindIndex(other => Holds(quote, other));
            kept.RemoveAll(other => Holds(quote, other));
            kept.Insert(shorter < 0 ? kept.Count : shorter, quote);
        }

        return kept;
    }

    private static bool Holds(string longer, string part) => longer.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string OneSpaced(string quote) => string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
