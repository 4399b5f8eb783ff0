using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint;

/// <summary>What the linter must and must not find in a text.</summary>
internal static class Expect
{
    public static void Found(string code, string text)
    {
        IReadOnlyList<LintFinding> found = TextLinter.Lint(text);
        Assert.True(found.Any(finding => finding.Code == code), $"{code} is missing in: {text}\nfound: {Listed(found)}");
        AllVerbatim(text, found);
    }

    public static void Absent(string code, string text)
    {
        IReadOnlyList<LintFinding> found = TextLinter.Lint(text);
        Assert.False(found.Any(finding => finding.Code == code), $"{code} is wrong in: {text}\nfound: {Listed(found)}");
        AllVerbatim(text, found);
    }

    public static void Planted(string code, string planted, string mended)
    {
        Found(code, planted);
        Absent(code, mended);
    }

    public static string Listed(IReadOnlyList<LintFinding> found) =>
        string.Join("\n", found.Select(finding => $"{finding.Line} {finding.Code} {string.Join(" | ", finding.Quotes)}"));

    /// <summary>Quotes are slices of the text with at most eight words, and the line is that of the first.</summary>
    public static void AllVerbatim(string text, IReadOnlyList<LintFinding> found)
    {
        foreach (LintFinding finding in found)
        {
            Assert.NotEmpty(finding.Quotes);
            Assert.False(string.IsNullOrWhiteSpace(finding.Message));
            Assert.Equal(LintKind.Detected, finding.Kind);
            foreach (string quote in finding.Quotes)
            {
                Assert.False(string.IsNullOrWhiteSpace(quote));
                Assert.Contains(quote, text, StringComparison.Ordinal);
                Assert.InRange(quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 8);
            }

            // Line ends: \n, \r\n and \r alike.
            string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r', '\u2028', '\u2029', '\u0085');
            Assert.InRange(finding.Line, 1, lines.Length);
            string first = finding.Quotes[0].Split('\n', '\r', '\u2028', '\u2029', '\u0085')[0];
            Assert.Contains(first, lines[finding.Line - 1], StringComparison.Ordinal);
        }
    }
}
