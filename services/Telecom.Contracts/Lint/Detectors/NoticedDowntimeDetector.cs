using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>Downtime that exists only once the customer has noticed it or given notice of it.</summary>
internal sealed partial class NoticedDowntimeDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(Accrual()).Concat(text.All(Condition()))
        where !text.Says(text.Sentence(hit.Sentence), Regardless())
        select text.Finding(
            "accrual_needs_customer_notice",
            "Downtime accrues only once the customer has noticed it and said so: what is measured and what counts differ by the time it took, and two instants (noticing, notice) compete. Count from the failure, and make notice a condition of the claim if it is needed.",
            hit.Match.Groups["who"].Success ? new TextSpan(hit.Match.Groups["who"].Index, text.Sentence(hit.Sentence).End) : hit.Span);

    [GeneratedRegex(@"\b(?:downtimes?|outages?|unavailability)\b[^.;]{0,40}\b(?:begins?|starts?|accrue[sd]?|commences?|counts?|counted|recogni[sz]ed|runs?)\b[^.;]{0,30}?(?<who>\b(?:as\s+soon\s+as|only\s+(?:when|after|once|if)|when|once|after|upon|if)\s+(?:the\s+)?" + Patterns.Buyer + @"\b[^.;]{0,80}\b(?:notice|notif\w+|recogni[sz]e[sd]?|discovers?|informs?|becomes?\s+aware|tells?))\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Accrual();

    [GeneratedRegex(@"\b" + Patterns.Buyer + @"\s+(?:must|shall|has\s+to|have\s+to)\b[^.;]{0,80}\b(?:report|notify|contact|inform)\b[^.;]{0,80}\b(?:in\s+order\s+for|for)\b[^.;]{0,50}\b(?:treated|counted|considered|qualify|recogni[sz]ed)\b[^.;]{0,20}\b(?:downtime|outage|unavailab\w+)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\b(?:whether\s+or\s+not|regardless|irrespective|even\s+if)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Regardless();
}
