using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A right to cancel once the credits of a year reach a share of the annual charges that is no smaller than the most which one month can earn
/// of the monthly charge: with equal charges it takes the cap in every month of the year, and then the right comes too late to be of use.
/// </summary>
internal sealed partial class CancellationDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<Hit> caps = [.. text.All(Cap()).Where(hit => text.Says(text.Sentence(hit.Sentence), Monthly()) && text.Says(text.Sentence(hit.Sentence), CreditWord()))];
        foreach (Hit right in text.All(Share()))
        {
            TextSpan sentence = text.Sentence(right.Sentence);
            decimal? share = NumberText.Parse(right.Match.Groups["share"].ValueSpan);
            if (caps.Count > 0 && text.Says(sentence, Cancel()) && text.Says(sentence, CreditWord()) && NumberText.Parse(caps[0].Match.Groups["share"].ValueSpan) is { } cap && share >= cap)
            {
                yield return text.Finding(
                    "cancellation_reachable_only_at_cap_every_month",
                    "The right to cancel needs a year of credits at the monthly cap: with equal charges all twelve months must reach it, so the right is there on paper only. Set the yearly share well below the monthly cap, or count bad months.",
                    caps[0].Span,
                    right.Span);
            }
        }
    }

    [GeneratedRegex(@"\b(?:(?:shall|will|may|can|must|does|do)\s?not\s+exceed|cannot\s+exceed|(?:is|are)\s+(?:capped\s+at|limited\s+to)|up\s+to\s+a\s+maximum\s+of|maximum\s+of|no\s+more\s+than)\s+(?<share>" + Patterns.Percent + @")\s+of\s+(?:the\s+|its\s+|your\s+)?(?:[a-z']+\s?){0,3}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Cap();

    [GeneratedRegex(@"\b(?:equal(?:ling|s)?\s+(?:to\s+)?(?:or\s+exceed\w*\s+)?|exceed(?:s|ing)?\s+|reach(?:es|ing)?\s+|at\s+least\s+|more\s+than\s+|of\s+)(?<share>" + Patterns.Percent + @")\s+of\s+(?:the\s+|its\s+|your\s+)?(?:total\s+)?(?:annual|yearly|year's)\s+\w+", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Share();

    [GeneratedRegex(@"\bmonth(?:ly|'s)?\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Monthly();

    [GeneratedRegex(@"\b(?:cancel\w*|terminat\w+|withdraw\w*)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Cancel();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex CreditWord();
}
