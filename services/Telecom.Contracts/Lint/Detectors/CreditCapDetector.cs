using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A credit that grows with every step, hour or incident, and no limit anywhere in the text. A schedule of tiers has its highest tier and needs
/// no other limit.
/// </summary>
internal sealed partial class CreditCapDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        if (text.Sentences.Any(sentence => text.Says(sentence, Cap()) && text.Says(sentence, Subject())))
        {
            yield break;
        }

        foreach (Hit hit in text.All(Growing()).Concat(text.All(Reversed())).Where(hit => text.Says(text.Sentence(hit.Sentence), CreditWord())).Take(1))
        {
            yield return text.Finding(
                "credit_cap_missing",
                "The credit grows with every step and nothing limits it: a long outage can be owed more than the service costs. State the most that can be credited for a period, and of which charge.",
                new TextSpan(text.ClauseStart(text.Sentence(hit.Sentence), hit.Match.Index), hit.Span.End));
        }
    }

    [GeneratedRegex("(?:" + Patterns.Percent + @"|[$\u20AC\u00A3]\s?\d[\d,.]{0,10}|\b(?:usd|eur|gbp)\s?\d[\d,.]{0,10}|\bone\s+day's?)[^.;]{0,120}?\b(?:for\s+(?:every|each)|per\s+(?:every|each)|per(?=\s+(?:\d|hour|minute|incident|outage|day)))\s+(?:additional\s+|full\s+|started\s+|complete\s+|further\s+)*(?:"
        + Patterns.Percent + "|" + Patterns.Duration + @"|(?:hour|minute|day|percentage\s+point|percent|half[\s-]hour|incident|outage|occurrence|failure|breach|period|missed\s+\w+)\b)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Growing();

    [GeneratedRegex(@"\bfor\s+(?:every|each)\s+(?:additional\s+|further\s+full\s+|started\s+|complete\s+|){0,2}(?:" + Patterns.Percent + "|" + Patterns.Duration + @"|(?:hour|minute|day|percentage\s+point|percent|half[\s-]hour)\b)(?!\s+(?:on|in|during)\s+which)[^.;]{0,120}?(?:" + Patterns.Percent
        + @"|[$\u20AC\u00A3]\s?\d)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Reversed();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex CreditWord();

    [GeneratedRegex(@"\b(?:maximum|max\.?|not\s+exceed|never\s+exceed|cannot\s+exceed|exceeding|exceeds?|capped|cap|limit(?:ed)?|no\s+more\s+than|not\s+more\s+than|at\s+most|up\s+to\s+(?:a\s+)?(?:\w+\s+){0,3}(?:\d|one|the|100)|beyond\s+a\s+total|in\s+no\s+event|ceiling)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Cap();

    [GeneratedRegex(Patterns.Credit + @"|\b(?:liabilit\w+|liable)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Subject();
}
