using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>The prose of an agreement with its lines, its sentences and a folded view that keeps every place where it is.</summary>
internal sealed partial class AgreementText
{
    /// <summary>Reads a text.</summary>
    public AgreementText(string source)
    {
        Source = source;
        Folded = Folding.Fold(source);
        Lines = LineSplitter.Split(Folded);
        Sentences = new SentenceSplitter(source, Folded).Split(Lines);
    }

    /// <summary>The text as given.</summary>
    public string Source { get; }

    /// <summary>The text in lower case with plain dashes and quotation marks, of the same length.</summary>
    public string Folded { get; }

    /// <summary>All lines, without their ends.</summary>
    public IReadOnlyList<TextSpan> Lines { get; }

    /// <summary>Sentences, list items and table rows, without bullets and clause numbers, in order.</summary>
    public IReadOnlyList<TextSpan> Sentences { get; }

    /// <summary>The folded words of a stretch.</summary>
    public ReadOnlySpan<char> At(TextSpan span) => Folded.AsSpan(span.Start, span.Length);

    /// <summary>True when a stretch matches.</summary>
    public bool Says(TextSpan span, Regex pattern) => pattern.IsMatch(At(span));

    /// <summary>True when any sentence matches.</summary>
    public bool Says(Regex pattern) => Sentences.Any(sentence => Says(sentence, pattern));

    /// <summary>What a pattern finds in a stretch, from the left; patterns see nothing outside of it.</summary>
    public IEnumerable<Match> In(TextSpan span, Regex pattern)
    {
        for (Match match = pattern.Match(Folded, span.Start, span.Length); match.Success; match = match.NextMatch())
        {
            yield return match;
        }
    }

    /// <summary>What a pattern finds in all sentences.</summary>
    public IEnumerable<Hit> All(Regex pattern)
    {
        for (int i = 0; i < Sentences.Count; i++)
        {
            foreach (Match match in In(Sentences[i], pattern))
            {
                yield return new Hit(i, match);
            }
        }
    }

    /// <summary>A sentence by its index, empty where there is none.</summary>
    public TextSpan Sentence(int index) => index >= 0 && index < Sentences.Count ? Sentences[index] : default;

    /// <summary>Line of a place, from 1.</summary>
    public int LineOf(int offset)
    {
        int low = 0;
        int high = Lines.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = Lines[middle].Start <= offset ? (middle, high) : (low, middle - 1);
        }

        return low + 1;
    }

    /// <summary>Where the clause begins in which a place lies: after the last comma, colon, semicolon or bracket before it, and after its "and".</summary>
    public int ClauseStart(TextSpan sentence, int offset)
    {
        int start = offset;
        while (start > sentence.Start && !(char.IsWhiteSpace(Folded[start - 1]) && start - 2 >= sentence.Start && Folded[start - 2] is ',' or ';' or ':' or '('))
        {
            start--;
        }

        Match conjunction = Conjunction().Match(Folded, start, offset - start);
        return conjunction.Success ? start + conjunction.Length : start;
    }

    /// <summary>A finding on quotes; its line is that of the first.</summary>
    public LintFinding Finding(string code, string message, params IReadOnlyList<TextSpan> quotes) =>
        new(code, message, [.. quotes.Select(quote => Quotation.Of(Source, quote))], LineOf(quotes[0].Start), LintKind.Detected);

    [GeneratedRegex(@"^(?:and|but|or|then|so)\s+", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Conjunction();
}
