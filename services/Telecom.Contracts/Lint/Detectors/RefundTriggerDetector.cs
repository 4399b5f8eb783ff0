using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A refund whose trigger is described loosely (whenever the provider was "not able to" serve, "delays", what the customer finds unsatisfactory)
/// in a text that elsewhere speaks of a breach of the SLA: does each loose event earn the refund, or only a breach of the stated target?
/// The loose words must stand in the sentence of the refund or in the one before it.
/// </summary>
internal sealed partial class RefundTriggerDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        Hit breach = text.All(Breach()).OrderByDescending(hit => hit.Match.Groups["stated"].Success).FirstOrDefault();
        foreach (Hit refund in text.All(Refund()).Take(1))
        {
            Hit loose = text.All(Loose()).FirstOrDefault(hit => refund.Sentence - hit.Sentence is 0 or 1);
            if (breach.Match is not null && loose.Match is not null && breach.Sentence != refund.Sentence && !text.Says(text.Sentence(refund.Sentence), Target()))
            {
                yield return text.Finding(
                    "refund_trigger_ambiguous",
                    "What earns the refund is said in two ways: any event of which the customer complains, or a breach of the stated target. A late case in a month that met its target is owed for by one and not by the other. Name one condition.",
                    new TextSpan(loose.Match.Index, text.Sentence(loose.Sentence).End),
                    breach.Span);
            }
        }
    }

    [GeneratedRegex(@"\b(?:we|provider|supplier|company|vendor|operator|carrier)\s+(?:will|shall)\s+(?:refund|credit|reimburse|compensate|pay)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Refund();

    [GeneratedRegex(@"\b(?:bring\s+to\s+our\s+attention|let\s+us\s+know(?:\s+of|\s+about)?|tell\s+us(?:\s+of|\s+about)?|report(?:\s+to\s+us)?|inform\s+us\s+(?:of|about))\s+(?:all|any|every)\s+(?:events?|occasions?|times?|instances?|cases?|situations?)\s+(?:when|where|in\s+which)|\b(?:if|when(?:ever)?)\s+(?:you|the\s+customer)\s+(?:are|is|feels?)\s+(?:not\s+satisfied|unsatisfied|dissatisfied|unhappy)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Loose();

    [GeneratedRegex(@"\b(?<stated>(?:stated|claimed|alleged|reported)\s+)?(?:sla|service\s+level(?:\s+agreement)?)\s+breach(?:es)?\b|\bbreach(?:es)?\s+of\s+(?:the|this)\s+(?:sla|service\s+levels?)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Breach();

    [GeneratedRegex(@"\b(?:target|service\s+level|commitment|threshold)\b|\bbelow\s+\d", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Target();
}
