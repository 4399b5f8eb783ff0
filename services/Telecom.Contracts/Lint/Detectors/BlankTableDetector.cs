using System.Buffers;
using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A Markdown table of any content that has a header and a rule under it, and then no row or only blank ones. Tables of credits have a finding
/// of their own (<see cref="EmptyTableDetector"/>), because an amount depends on them.
/// </summary>
internal sealed partial class BlankTableDetector : ITextDetector
{
    private static readonly SearchValues<char> Blank = SearchValues.Create("|-:_ \t\u2022");

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        HashSet<int> credits = [.. new EmptyTableDetector().Find(text).Select(finding => finding.Line)];
        for (int i = 0; i + 1 < text.Lines.Count; i++)
        {
            ReadOnlySpan<char> header = text.At(text.Lines[i]);
            if (!header.Contains('|') || !header.ContainsAnyExcept(Blank) || !Rule().IsMatch(text.At(text.Lines[i + 1])) || credits.Contains(i + 1))
            {
                continue;
            }

            int row = i + 2;
            while (row < text.Lines.Count && text.At(text.Lines[row]).Contains('|') && !text.At(text.Lines[row]).ContainsAnyExcept(Blank))
            {
                row++;
            }

            if (row == text.Lines.Count || !text.At(text.Lines[row]).Contains('|'))
            {
                yield return text.Finding(
                    "table_empty",
                    "The table has a header and no rows: what it was to state has no agreed value, and a clause that points to it points to nothing. Fill in the rows, or strike the table.",
                    [.. text.In(text.Lines[i], Cell()).Select(match => LineSplitter.Trim(text.Folded, match.Span())).Where(cell => cell.Length > 0).Take(4)]);
            }
        }
    }

    [GeneratedRegex(@"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*$|^\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Rule();

    [GeneratedRegex(@"[^|]+", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Cell();
}
