using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Two classes that leave out the limit between them: "less than 1 day" and "more than 1 day" say nothing of exactly one day. Both limits must
/// be strict, stand close together, and be about the same thing; "equal to", "at least", "or more" beside the figure closes the gap.
/// </summary>
internal sealed partial class DefinitionGapDetector : ITextDetector
{
    private const int Near = 400;
    private const int Context = 60;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<Limit> limits = [.. text.All(Strict()).Select(hit => Of(text, hit)).OfType<Limit>()];
        for (int i = 0; i + 1 < limits.Count; i++)
        {
            for (int j = i + 1; j < Math.Min(limits.Count, i + 6); j++)
            {
                Limit one = limits[i];
                Limit two = limits[j];
                if (two.Span.Start - one.Span.End <= Near && one.Below != two.Below && one.Value == two.Value && one.Unit == two.Unit && one.About.Overlaps(two.About)
                    && !Closed(text, one, two))
                {
                    yield return text.Finding(
                        "definition_gap",
                        "Both limits are strict, so the case exactly on the limit belongs to neither class and has no target. Give it to one of them (\"or more\", \"up to and including\").",
                        one.Span,
                        two.Span);
                    break;
                }
            }
        }
    }

    private static Limit? Of(AgreementText text, Hit hit)
    {
        TextSpan sentence = text.Sentence(hit.Sentence);
        string unit = hit.Match.Groups["unit"].Value.TrimEnd('s');
        HashSet<string> about = [];
        foreach (TextSpan side in (TextSpan[])[new(Math.Max(sentence.Start, hit.Match.Index - Context), hit.Match.Index), new(hit.Span.End, Math.Min(sentence.End, hit.Span.End + Context))])
        {
            about.UnionWith(text.In(side, Word()).Select(match => match.Value));
        }

        TextSpan tail = new(hit.Span.End, Math.Min(sentence.End, hit.Span.End + 14));
        Match use = Use().Match(text.Folded, tail.Start, tail.Length);
        TextSpan quote = use.Success ? hit.Span with { End = use.Index + use.Length } : hit.Span;
        return NumberText.Parse(hit.Match.Groups["value"].ValueSpan) is { } value ? new Limit(hit.Match.Groups["below"].Success, value, unit, about, quote) : null;
    }

    private static bool Closed(AgreementText text, Limit one, Limit two)
    {
        int start = Math.Max(0, one.Span.Start - 80);
        TextSpan around = new(start, Math.Min(text.Folded.Length, two.Span.End + 80));
        return text.In(around, Inclusive()).Any(match => NumberText.Parse(match.Groups["value"].ValueSpan) == one.Value);
    }

    private sealed record Limit(bool Below, decimal Value, string Unit, HashSet<string> About, TextSpan Span);

    [GeneratedRegex(@"(?:(?<below>\b(?<!(?:no|not|or)\s)(?:less\s+than|fewer\s+than|shorter\s+than|under|below|lower\s+than)|<(?!=))|(?<!\b(?:no|not|or)\s)(?<above>\b(?:more\s+than|greater\s+than|longer\s+than|over|above|higher\s+than|exceed(?:s|ing)|in\s+excess\s+of)|>(?!=)))\s*(?<value>"
        + Patterns.Number + @")[-\s]{0,2}(?<unit>%|per\s?cent|[kmg]bps|" + Patterns.TimeUnit + @")(?!\s*(?:or\s+(?:more|less|longer|above|below)|\(inclusive))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Strict();

    [GeneratedRegex(@"(?:\b(?:equal\s+to|exactly|at\s+least|at\s+most|up\s+to(?:\s+and\s+including)?|no\s+(?:more|less|longer)\s+than|not\s+(?:more|less|longer)\s+than|from|of)|[\u2264\u2265=])\s*(?<value>" + Patterns.Number
        + ")|(?<value>" + Patterns.Number + @")\s?(?:%|" + Patterns.TimeUnit + @")?\s*(?:or\s+(?:more|less|longer|shorter|above|below|over)|\+|and\s+(?:more|above|over|longer)|(?:-|to)\s*\d)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Inclusive();

    [GeneratedRegex(@"^\s+(?:to|of|in|for)\s+[a-z]+", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Use();

    [GeneratedRegex(@"\b(?!than|that|which|with|will|have|shall|this|from|the|less|more|and|are|for)[a-z]{3,}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Word();
}
