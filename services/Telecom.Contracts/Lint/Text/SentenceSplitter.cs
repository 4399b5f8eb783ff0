using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>
/// Cuts a text into sentences, list items and table rows. A line end ends a sentence unless the line was broken only because it was full: it
/// goes on in lower case, after a comma, or the next word had no room in the widest line of a text that is wrapped throughout.
/// </summary>
internal sealed partial class SentenceSplitter(string source, string folded)
{
    /// <summary>Longer stretches are cut: no agreement has such sentences, and the bound keeps the work linear.</summary>
    private const int Longest = 2000;

    /// <summary>A text with a longer line has one paragraph on each line and is not wrapped.</summary>
    private const int WidestWrapped = 120;

    private const int NarrowestWrapped = 50;

    private readonly List<TextSpan> _sentences = [];
    private int _width;

    /// <summary>The sentences in order.</summary>
    public IReadOnlyList<TextSpan> Split(IReadOnlyList<TextSpan> lines)
    {
        int widest = lines.Max(line => line.Length);
        _width = widest is >= NarrowestWrapped and <= WidestWrapped ? widest : int.MaxValue;
        TextSpan block = default;
        TextSpan previous = default;
        foreach (TextSpan whole in lines)
        {
            TextSpan line = LineSplitter.Trim(folded, whole);
            if (line.Length > 0 && block.Length > 0 && Continues(previous, line))
            {
                block = block with { End = line.End };
            }
            else
            {
                Cut(block);
                block = line;
            }

            previous = line.Length > 0 ? line : default;
        }

        Cut(block);
        return _sentences;
    }

    private bool Continues(TextSpan previous, TextSpan line)
    {
        char last = previous.Length > 0 ? folded[previous.End - 1] : '.';
        if (last is '.' or '!' or '?' or ':' or ';' or '|' || Label().Match(source, line.Start, line.Length).Length > 0 || IsRow(previous) || IsRow(line))
        {
            return false;
        }

        int word = line.Start;
        while (word < line.End && !char.IsWhiteSpace(folded[word]))
        {
            word++;
        }

        return last == ',' || char.IsLower(source[line.Start]) || (_width < int.MaxValue && previous.Length + 1 + (word - line.Start) > _width);
    }

    private bool IsRow(TextSpan line) => folded.AsSpan(line.Start, line.Length).ContainsAny('|', '\t');

    private void Cut(TextSpan block)
    {
        if (block.Length == 0)
        {
            return;
        }

        int start = block.Start + Label().Match(source, block.Start, block.Length).Length;
        for (int i = start; i < block.End; i++)
        {
            if (folded[i] is '.' or '!' or '?' && Ends(i, block, out int end))
            {
                Add(start, end);
                start = end;
                i = end;
            }
        }

        Add(start, block.End);
    }

    private bool Ends(int stop, TextSpan block, out int end)
    {
        end = stop + 1;
        while (end < block.End && folded[end] is '"' or '\'' or ')' or ']')
        {
            end++;
        }

        int next = end;
        while (next < block.End && char.IsWhiteSpace(folded[next]))
        {
            next++;
        }

        int from = Math.Max(block.Start, stop - 8);
        return next == block.End || (next > end && !char.IsLower(source[next]) && !Abbreviation().IsMatch(folded.AsSpan(from, stop + 1 - from)));
    }

    private void Add(int start, int end)
    {
        TextSpan rest = LineSplitter.Trim(folded, new TextSpan(start, end));
        while (rest.Length > Longest)
        {
            int cut = rest.Start + Longest;
            int blank = folded.LastIndexOf(' ', cut, Longest / 2);
            cut = blank > rest.Start ? blank : cut;
            _sentences.Add(new TextSpan(rest.Start, cut));
            rest = LineSplitter.Trim(folded, rest with { Start = cut });
        }

        if (rest.Length > 0)
        {
            _sentences.Add(rest);
        }
    }

    /// <summary>Bullets, clause numbers and letters at the beginning of a line, also stuck to the first word ("12.1The").</summary>
    [GeneratedRegex(@"^(?:(?:[-\u2010-\u2015*•◦▪●‣·+#>]{1,6}\s{1,20}|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)]\s{1,20}|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s{0,4}(?=[A-Z""\u201C]))){0,4}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Label();

    [GeneratedRegex(@"(?:^|[\s(.])(?:e\.g|i\.e|inc|ltd|corp|no|vs|approx|art|sec|cl|mr|dr|pte|cf|fig|u\.s|a\.m|p\.m)\.$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Abbreviation();
}
