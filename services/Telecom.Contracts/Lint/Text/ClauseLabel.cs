using System.Globalization;
using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>A clause number or list letter at the beginning of a line.</summary>
/// <param name="Style">How it is written, with the numbers above it: "#.", "#)", "(a)", "12.".</param>
/// <param name="Number">Its place in the list when read as a number or letter.</param>
/// <param name="Roman">Its place when read as a Roman number, else 0.</param>
/// <param name="Deep">True for a number of several parts, as "12.3".</param>
/// <param name="Span">The label with the words after it.</param>
internal readonly partial record struct ClauseLabel(string Style, int Number, int Roman, bool Deep, TextSpan Span)
{
    /// <summary>Style of a number without a sign after it.</summary>
    public const string BareStyle = "# ";

    /// <summary>The labels at the beginning of a line: none, one, or two as in "1. a)".</summary>
    public static IEnumerable<ClauseLabel> Read(AgreementText text, TextSpan line)
    {
        Match deep = DeepLabel().Match(text.Source, line.Start, line.Length);
        if (deep.Success && !Figure().IsMatch(text.Folded.AsSpan(deep.Index + deep.Length, line.End - deep.Index - deep.Length)))
        {
            string number = deep.Groups["number"].Value;
            int cut = number.LastIndexOf('.');
            yield return new ClauseLabel(number[..(cut + 1)], int.Parse(number.AsSpan(cut + 1), CultureInfo.InvariantCulture), 0, true, Words(text, deep.Groups["number"].Index, line));
            yield break;
        }

        int start = line.Start;
        for (int depth = 0; depth < 2; depth++)
        {
            Match simple = SimpleLabel().Match(text.Source, start, line.End - start);
            if (!simple.Success)
            {
                yield break;
            }

            string value = simple.Groups["value"].Value;
            string open = simple.Groups["open"].Value;
            string close = simple.Groups["close"].Value;
            string word = simple.Groups["word"].Value.ToLowerInvariant();
            TextSpan words = Words(text, simple.Index, line);
            if (depth > 0 && value is not ("1" or "a" or "A" or "i" or "I"))
            {
                // "2. b)" counts twice; the outer number is the one to follow.
                yield break;
            }

            if (char.IsAsciiDigit(value[0]))
            {
                yield return new ClauseLabel(word + open + "#" + (word.Length > 0 ? "" : close), int.Parse(value, CultureInfo.InvariantCulture), 0, false, words);
            }
            else
            {
                string kind = char.IsUpper(value[0]) ? "A" : "a";
                string lower = value.ToLowerInvariant();
                yield return new ClauseLabel(word + open + kind + (word.Length > 0 ? "" : close), lower.Length == 1 ? lower[0] - 'a' + 1 : 0, RomanNumber(lower), false, words);
            }

            start = simple.Index + simple.Length;
        }
    }

    /// <summary>
    /// A heading with a bare number, "4 Law" or "## 4 Law"; the number of a line that may be a figure ("24 Hours", a cell on a line of its own)
    /// is none, so this is only for lines that begin a block.
    /// </summary>
    public static ClauseLabel? Bare(AgreementText text, TextSpan line)
    {
        Match match = BareLabel().Match(text.Source, line.Start, line.Length);
        if (!match.Success || Figure().IsMatch(text.Folded.AsSpan(match.Index + match.Length, line.End - match.Index - match.Length)))
        {
            return null;
        }

        Group number = match.Groups["number"];
        return new ClauseLabel(BareStyle, int.Parse(number.ValueSpan, CultureInfo.InvariantCulture), 0, false, Words(text, number.Index, line));
    }

    private static TextSpan Words(AgreementText text, int start, TextSpan line)
    {
        int end = start;
        for (int words = 0; end < line.End && words < 3; words++)
        {
            while (end < line.End && !char.IsWhiteSpace(text.Folded[end]))
            {
                end++;
            }

            while (words < 2 && end < line.End && char.IsWhiteSpace(text.Folded[end]))
            {
                end++;
            }
        }

        return new TextSpan(start, end);
    }

    private static int RomanNumber(string lower)
    {
        int sum = 0;
        for (int i = 0; i < lower.Length; i++)
        {
            int value = Digit(lower[i]);
            if (value == 0)
            {
                return 0;
            }

            sum += i + 1 < lower.Length && value < Digit(lower[i + 1]) ? -value : value;
        }

        return Math.Max(0, sum);
    }

    private static int Digit(char c) => c switch { 'i' => 1, 'v' => 5, 'x' => 10, _ => 0 };

    [GeneratedRegex(@"^(?:#{1,6}\s{1,4})?(?:\*{2}|__|[-*\u2022]\s{1,3})?(?:(?:Section|SECTION|Clause|CLAUSE|Article|ARTICLE|\u00A7)\s{0,3})?(?<number>\d{1,2}(?:\.\d{1,3}){1,4})(?:[.):]?\s{1,20}(?=[A-Za-z""\u201C])|[.):]?(?=[A-Z""\u201C]))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex DeepLabel();

    [GeneratedRegex(@"^(?:#{1,6}\s{1,4})?(?:\*{2}|__|[-*\u2022]\s{1,3})?(?:(?<open>)(?<word>Section|SECTION|Clause|CLAUSE|Article|ARTICLE|Schedule|SCHEDULE|Annex|ANNEX|Appendix|APPENDIX|Part|PART|Chapter|CHAPTER)\s{1,3}(?<value>\d{1,2}|[IVX]{1,5})(?<close>[.):]|\s{0,3}[-\u2013\u2014]|$)|(?<word>)(?<open>\(?)(?<value>\d{1,2}|[a-z]|[ivx]{2,5}|[A-H]|[IVX]{1,5})(?<close>[.)])(?=\s))\s{0,20}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex SimpleLabel();

    [GeneratedRegex(@"^(?:#{1,6}\s{1,4}|\*{2})?(?:\u00A7\s{0,3})?(?<number>\d{1,2})\s{1,8}(?=[A-Z][^|\t\d]{1,60}$)(?![^\n]*[.;,:]$)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex BareLabel();

    /// <summary>"4.5 hours", "99.9 to 99.99": a figure, not a clause.</summary>
    [GeneratedRegex(@"^(?:to|and|or|of|per|x|through|times|percent|per\s?cent|ms|msec\w*|milli\w+|sec\w*|min\w*|hours?|hrs?|h|days?|weeks?|months?|years?|[kmgt]?(?:b|bps|bytes?|bit|hz)|[kmgt]i?b(?:/s|ps)?|usd|eur|gbp|aed|sgd|million|thousand|pt|cm|mm|km|m)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Figure();
}
