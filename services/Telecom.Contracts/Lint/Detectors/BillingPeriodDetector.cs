using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Availability committed over a billing cycle and measured over a month. A cycle that begins on the 17th is no month, and an outage at its
/// edge counts in one and not in the other. A text that equates the two has one period; a cycle named only for paying is no period at all.
/// </summary>
internal sealed partial class BillingPeriodDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        Hit cycle = text.All(Cycle()).FirstOrDefault(hit => text.Says(text.Sentence(hit.Sentence), Measure()) && !text.Says(text.Sentence(hit.Sentence), Paying()));
        Hit month = text.All(Month()).FirstOrDefault(hit => text.Says(text.Sentence(hit.Sentence), Measure()));
        if (cycle.Match is not null && month.Match is not null && !text.Says(Equated()))
        {
            yield return text.Finding(
                "period_conflict",
                "The commitment runs over a billing cycle, the measurement over a month: unless every cycle begins on the first, the two hold different outages and give different percentages. Define one period and use it for both.",
                cycle.Span,
                month.Span);
        }
    }

    [GeneratedRegex(@"\b(?:(?:during|in|for|over|per)\s+)?(?:(?:any|each|every|a|the)\s+)?(?:monthly\s+|customer's\s+)?billing\s+(?:cycle|period|month)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Cycle();

    [GeneratedRegex(@"\b(?:the\s+)?(?:percentage|number|total|share|proportion)\s+(?:of\s+)?(?:\w+\s+){0,2}(?:minutes|hours|time|seconds)\s+(?:during|in|of|per)\s+(?:the|a|any|each|that|such)\s+(?:calendar\s+)?month\b|\b(?:measured|calculated|computed)\s+(?:\w+\s+){0,3}(?:per|each|every|over|for|in|during)\s+(?:the|a|any|each|every)?\s?calendar\s+month\b|\b(?:during|in|for|over|per)\s+(?:any|each|every|the|a)\s+calendar\s+month\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Month();

    [GeneratedRegex(@"\b(?:uptime|availab\w+|unavailab\w+|downtime|service\s+commitment|service\s+level)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Measure();

    [GeneratedRegex(@"\b(?:applied|invoiced?|payable|paid|deducted|issued?|credited)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Paying();

    [GeneratedRegex(@"""?\bmonth""?\s+(?:means|shall\s+mean|refers\s+to|is\s+(?:a|the))\b|\bbilling\s+(?:cycle|period|month)s?""?\s+(?:means|equals?|shall\s+mean|corresponds?|starts?|begins?|runs?|(?:is|are)\s+(?:a|the|always)\s+(?:calendar\s+)?months?)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Equated();
}
