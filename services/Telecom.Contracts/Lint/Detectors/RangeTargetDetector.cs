using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A range where a limit should stand: "within 5-15 minutes". A range is a target when "within" leads it in, or when its clause speaks of a
/// response, a resolution or a measured quantity. What something takes, lasts or requires is a description and not a target.
/// </summary>
internal sealed partial class RangeTargetDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        foreach (Hit hit in text.All(Range()))
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            TextSpan before = new(Math.Max(sentence.Start, hit.Match.Index - 70), hit.Match.Index);
            TextSpan after = new(hit.Span.End, Math.Min(sentence.End, hit.Span.End + 30));
            bool percent = hit.Match.Groups["percent"].Success;
            bool led = hit.Match.Groups["lead"].Success;
            bool heading = text.Says(ColumnHead.Above(text, hit.Match.Index), Goal());
            bool target = percent
                ? text.Says(before, Promise()) && !text.Says(sentence, Tier())
                : !text.Says(before, Description()) && !text.Says(after, Use())
                    && (led || heading || text.Says(after, GoalAfter()) || text.Says(text.Sentence(hit.Sentence) with { Start = before.Start, End = hit.Match.Index }, Goal()));
            if (target)
            {
                int start = led ? text.ClauseStart(sentence, hit.Match.Index) : text.ClauseStart(sentence, before.End);
                TextSpan quote = hit.Match.Index - start <= 30 && !percent && !heading ? new TextSpan(start, hit.Span.End) : hit.Span;
                yield return text.Finding(
                    "target_is_a_range",
                    "The target is a range, so two limits stand for one promise: between them nobody can say whether it was kept. Only the upper end can bind; write that one limit.",
                    quote);
            }
        }
    }

    [GeneratedRegex(@"(?:(?<lead>\b(?:within|in\s+under|no\s+(?:more|later)\s+than|not\s+later\s+than)\s+(?:up\s+to\s+|about\s+|approximately\s+|between\s+|from\s+|a\s+period\s+of\s+)?)|\b(?:between|from|in)\s+)?"
        + "(?:" + Patterns.Number + @"(?:[-\s]{0,2}" + Patterns.TimeUnit + @")?(?:\s?(?:-{1,2}|~)\s?|\s+(?:to|and|or)\s+)" + Patterns.Number + @"(?:\s?\(\s?\d{1,3}\s?(?:-|to)\s?\d{1,3}\s?\))?[-\s]{0,2}" + Patterns.TimeUnit
        + "|(?<percent>" + Patterns.Number + @"\s?%?(?:\s?-{1,2}\s?|\s+(?:to|and)\s+)" + Patterns.Number + @"\s?%))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(?:respon[ds]\w*|acknowledg\w*|resol[uv]\w*|restor\w*|repair\w*|recover\w*|answer\w*|repl(?:y|ies|ied)|turnaround|latency|jitter|delay|on[-\s]site|arriv\w+|attend\w*|dispatch\w*|mtt[rda]|ttr|rto|rpo|mean\s+time|time\s+to\s+\w+|targets?|sla)\b[^.;]{0,60}$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Goal();

    [GeneratedRegex(@"^\s+(?:time\s+)?(?:to\s+(?:respond|restore|repair|resolve|fix|recover|answer|acknowledge)|response|resolution|restoration|turnaround)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex GoalAfter();

    [GeneratedRegex(@"\b(?:takes?|taking|took|lasts?|lasting|requires?|requiring|needs?|needing|old|every|means|window\s+of|open|available|hours\s+are)\s+(?:\w+\s+){0,2}$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Description();

    [GeneratedRegex(@"^\s+(?:to\s+(?:implement|develop|build|complete)|long\b|old\b|in\s+length|past\s+due|overdue)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Use();

    [GeneratedRegex(@"\b(?:guarante\w+|targets?|commit\w*|maintain\w*|uptime|availability|loss)\b[^.;]{0,60}$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Promise();

    /// <summary>Steps of a credit schedule are ranges by nature.</summary>
    [GeneratedRegex(Patterns.Credit + @"|\b(?:between|if|when|falls?|tiers?|weight\w*|\|)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Tier();
}
