using System.Buffers;
using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A table of credits that has a header and no row. Tables come as lines with bars or tabs, or, copied from a page, as one cell on each line.
/// Header cells are short, carry no figure and are no sentence; one of them speaks of a credit and another of what it depends on. The table
/// is empty when the next thing after the header is no row: nothing at all, rows without a figure, or prose.
/// </summary>
internal sealed partial class EmptyTableDetector : ITextDetector
{
    private const int MostWords = 9;
    private static readonly SearchValues<char> Blank = SearchValues.Create("|-:_ \t\u2022");
    private const string Message = "The table that should say how much is credited has a header and no rows: a missed target is owed something, but no amount can be computed. "
        + "Fill in the rows, with limits that meet and say which side they include.";

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<TextSpan> lines = [.. text.Lines.Select(line => LineSplitter.Trim(text.Folded, line)).Where(line => line.Length > 0 && !Rule().IsMatch(text.At(line)))];
        for (int i = 0; i < lines.Count; i++)
        {
            List<TextSpan> cells = [];
            int next = i;
            if (Cells(text, lines[i]) is { Count: > 1 } row && row.All(cell => IsHeaderCell(text, cell)))
            {
                cells = row;
                next++;
            }
            else
            {
                for (; next < lines.Count && cells.Count < 12 && !text.Folded.AsSpan(lines[next].Start, lines[next].Length).ContainsAny('|', '\t') && IsHeaderCell(text, lines[next]); next++)
                {
                    cells.Add(lines[next]);
                }

                // Headings look like cells; only a unit or a pair of limits makes a table of them.
                cells = cells.Any(cell => Unit().IsMatch(text.At(cell))) ? cells : [];
            }

            int amount = cells.FindIndex(cell => Amount().IsMatch(text.At(cell)));
            bool table = amount >= 0 && cells.Where((_, index) => index != amount).Any(cell => Basis().IsMatch(text.At(cell)));
            if (table && !IsFilled(text, lines, next))
            {
                yield return text.Finding("rebate_table_empty", Message, [.. cells[amount..].Concat(cells[..amount]).Take(4)]);
            }

            i = Math.Max(i, next - 1);
        }

        foreach (Hit hit in text.All(Announcement()))
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            TextSpan following = text.Sentence(hit.Sentence + 1);
            bool prose = following.Length == 0 || (following.Length > 60 && text.Folded[following.End - 1] == '.');
            if (text.Says(sentence, AnyCredit()) && prose && !Value().IsMatch(text.At(following)) && !Value().IsMatch(text.At(sentence)))
            {
                yield return text.Finding("rebate_table_empty", Message, hit.Span);
            }
        }
    }

    private static List<TextSpan> Cells(AgreementText text, TextSpan line)
    {
        List<TextSpan> cells = [];
        foreach (Match match in text.In(line, Cell()))
        {
            TextSpan cell = LineSplitter.Trim(text.Folded, match.Span());
            if (cell.Length > 0)
            {
                cells.Add(cell);
            }
        }

        return cells;
    }

    private static bool IsHeaderCell(AgreementText text, TextSpan cell)
    {
        ReadOnlySpan<char> words = text.At(cell);
        return words.Length <= 80 && words.Count(' ') < MostWords && !words.ContainsAnyInRange('0', '9') && words[^1] is not ('.' or ';' or ',') && !Verb().IsMatch(words);
    }

    /// <summary>A row has a figure and is short; rows whose cells are all blank are passed over.</summary>
    private static bool IsFilled(AgreementText text, List<TextSpan> lines, int next)
    {
        for (; next < lines.Count; next++)
        {
            ReadOnlySpan<char> line = text.At(lines[next]);
            if (!line.ContainsAnyExcept(Blank))
            {
                continue;
            }

            bool row = line.Contains('|') || line.Contains('\t') || line.Length <= 60 || line[^1] != '.';
            return row && !Clause().IsMatch(text.Source.AsSpan(lines[next].Start, lines[next].Length)) && Value().IsMatch(line) && !(line.Length > 60 && Verb().IsMatch(line) && !line.Contains('|') && !line.Contains('\t'));
        }

        return false;
    }

    [GeneratedRegex(@"[^|\t]+?(?=\||\t|\s{3}|$)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Cell();

    /// <summary>The number of the next clause is no row.</summary>
    [GeneratedRegex(@"^(?:#{1,6}\s)?(?:(?i:section|clause|article|schedule|annex|appendix)\s{1,3}(?:\d|[IVX])|(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?)\s{0,20}[A-Z""\u201C])", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Clause();

    [GeneratedRegex(@"^[\s|:+=_-]+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\b(?:rebate|(?:service\s+|fee\s+|sla\s+)?credits?|refund|compensation|penalty|discount|reduction)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b(?:availability|uptime|from|to|min(?:imum)?|max(?:imum)?|downtime|threshold|level|range|duration|response|latency|packet\s+loss|service\s+level|outages?|interruptions?|minutes|hours|days|lost|mttr|repair|restoration|resolution|jitter|percentage|measured|below|above)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Basis();

    [GeneratedRegex(@"[%$\u20AC\u00A3]|^(?:from|to|min|max)\b.{0,10}$|\((?:in\s+)?(?:hours?|minutes?|days?|usd|eur)\)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Unit();

    [GeneratedRegex(@"\b(?:shall|will|is|are|must|may|be|means|receive|entitled|we|you)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\d|\b(?:" + Patterns.NumberWord + @")\s+(?:per\s?cent|percent)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Value();

    [GeneratedRegex(@"(?:according\s+to|based\s+on|set\s+out\s+in|shown\s+in|as\s+per|in\s+accordance\s+with|in)\s+the\s+following\s+(?:table|schedule|scale)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Announcement();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex AnyCredit();
}
