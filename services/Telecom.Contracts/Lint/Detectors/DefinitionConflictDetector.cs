using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// The same thing described twice under the same label with different figures: a priority in a list of definitions and again in a table, a plan
/// with two targets. Two descriptions are the same when they carry the same label and, figures aside, nearly the same words; steps of one
/// schedule differ in their words or their labels and are left alone.
/// </summary>
internal sealed partial class DefinitionConflictDetector : ITextDetector
{
    private const double SameWords = 0.7;
    private const int FewestWords = 3;
    private const int MostCompared = 8;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        Dictionary<string, List<Row>> rows = new(StringComparer.Ordinal);
        foreach (TextSpan sentence in text.Sentences)
        {
            Match label = Label().Match(text.Folded, sentence.Start, sentence.Length);
            if (!label.Success)
            {
                continue;
            }

            TextSpan body = sentence with { Start = label.Index + label.Length };
            List<(string Value, TextSpan Span)> figures = [.. text.In(body, Figure()).Select(match => (Blanks().Replace(match.Value, ""), match.Span()))];
            HashSet<string> words = [.. text.In(body, Word()).Select(match => match.Value)];
            if (figures.Count == 0 || words.Count == 0)
            {
                continue;
            }

            Row row = new(figures, words);
            string key = Blanks().Replace(label.Groups["label"].Value, "");
            List<Row> earlier = rows.TryGetValue(key, out List<Row>? known) ? known : rows[key] = [];
            foreach (Row other in earlier.Where(other => Conflict(text, other, row)).Take(1))
            {
                int at = Enumerable.Range(0, row.Figures.Count).First(i => other.Figures[i].Value != row.Figures[i].Value);
                yield return text.Finding(
                    "definition_conflict",
                    "The same item is described twice with different figures: which limit holds depends on the place one reads. Keep one and refer to it from the other.",
                    Around(text, other.Figures[at].Span),
                    Around(text, row.Figures[at].Span));
            }

            if (earlier.Count < MostCompared)
            {
                earlier.Add(row);
            }
        }
    }

    private static bool Conflict(AgreementText text, Row one, Row two)
    {
        int both = one.Words.Count(two.Words.Contains);
        bool same = both >= FewestWords ? both >= SameWords * Math.Min(one.Words.Count, two.Words.Count) && both >= SameWords * (Math.Max(one.Words.Count, two.Words.Count) - 2)
            : one.Words.SetEquals(two.Words) && one.Words.Any(word => Metric().IsMatch(word));
        return same && one.Figures.Count == two.Figures.Count && !one.Figures.Select(figure => figure.Value).SequenceEqual(two.Figures.Select(figure => figure.Value))
            && text.LineOf(one.Figures[0].Span.Start) != text.LineOf(two.Figures[0].Span.Start);
    }

    /// <summary>The figure with the words after it, to the end of its phrase.</summary>
    private static TextSpan Around(AgreementText text, TextSpan figure)
    {
        int line = text.LineOf(figure.Start) - 1;
        TextSpan rest = new(figure.End, text.Lines[line].End);
        Match tail = Tail().Match(text.Folded, rest.Start, Math.Max(0, rest.Length));
        return figure with { End = tail.Success ? tail.Index + tail.Length : figure.End };
    }

    private sealed record Row(List<(string Value, TextSpan Span)> Figures, HashSet<string> Words);

    [GeneratedRegex(@"^\|?\s*(?:(?<label>(?:p|s|sev|severity|priority|level|tier|class|grade)[\s-]?\d)\b\s*[:|)-]?|(?<label>[a-z][a-z0-9 -]{1,30}?)\s*(?::|\||\t|\s-\s))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Label();

    [GeneratedRegex("(?:" + Patterns.Number + @"(?:[-\s]{0,2}" + Patterns.TimeUnit + @")?(?:\s?-\s?|\s+to\s+))?" + Patterns.Figure, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Figure();

    [GeneratedRegex(@"\b[a-z][a-z-]{2,}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:uptime|availability|latency|jitter|response|resolution|restoration|acknowledg\w*)$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Metric();

    [GeneratedRegex(@"^(?:\s+[a-z]+){1,2}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Blanks();
}
