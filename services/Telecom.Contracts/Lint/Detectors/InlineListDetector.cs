using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Letters that skip or repeat in a list inside of a sentence: "(a) maintenance; (b) force majeure; (d) misuse". Only labels that follow a
/// colon, a comma, a semicolon or their "and" belong to a list; "under clause 4(d)" and "as in (d)" refer to one.
/// </summary>
internal sealed partial class InlineListDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        foreach (TextSpan line in text.Lines)
        {
            (int Letter, int Roman, TextSpan Span)? last = null;
            foreach (Match match in Label().EnumerateIn(text.Folded, line))
            {
                string value = match.Groups["value"].Value;
                int letter = char.IsAsciiDigit(value[0]) ? value[0] - '0' : value.Length == 1 ? value[0] - 'a' + 1 : 0;
                int roman = Array.IndexOf(Romans, value) + 1;
                TextSpan span = new(match.Groups["label"].Index, Math.Min(line.End, match.Index + match.Length));
                if (value is "1" or "a" || (value == "i" && last is not { Letter: 8 }))
                {
                    // "i" begins a Roman list unless "h" stands before it.
                    last = (letter, roman, span);
                    continue;
                }

                if (last is not { } before)
                {
                    continue;
                }

                bool follows = (letter > 0 && letter == before.Letter + 1) || (roman > 0 && roman == before.Roman + 1);
                if (!follows)
                {
                    yield return text.Finding(ClauseNumberDetector.Code, ClauseNumberDetector.Message, before.Span, span);
                }

                last = (letter, before.Roman > 0 ? roman : 0, span);
            }
        }
    }

    private static readonly string[] Romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

    [GeneratedRegex(@"(?<=[:;,]\s(?:and\s|or\s|and/or\s)?)(?<label>\((?<value>[a-z]|[ivx]{2,4}|[1-9])\))\s+\w+", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Label();
}
