using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>Downtime that begins with the customer's report and not with the failure: what happened before anybody called is never counted.</summary>
internal sealed partial class ReportedDowntimeDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(FromReport())
        let sentence = text.Sentence(hit.Sentence)
        where text.Says(sentence, Downtime()) && text.Says(sentence, Counted()) && !text.Says(sentence, Regardless())
        select text.Finding(
            "downtime_starts_at_report",
            "Downtime runs from the report and not from the failure, so measurements and contract count different outages: an unreported one is none. Keep both figures, and let the clock start at the first failed measurement if that is meant.",
            hit.Span);

    [GeneratedRegex(@"\b(?:the\s+(?:time|moment|point|instant)\s+(?:when|at\s+which|that|of|in\s+time\s+(?:when|at\s+which))?|when|(?:from|with|upon|by)\s+(?:the\s+)?(?:receipt\s+of\s+)?)\s*(?:[^.;,]{0,50}\s)?(?:(?:is|are|has\s+been|was|been|have\s+been)\s+(?:first\s+)?(?:reported|logged|notified|raised)|(?:" + Patterns.Buyer
        + @")(?:'s)?\s+(?:\w+\s+)?(?:reports?|opens?|logs?|raises?|notif\w+)|(?:trouble|support|fault)?\s?tickets?\s+(?:is|being|was|has\s+been)\s+(?:\w+\s+)?(?:opened|created|logged|raised|reported)|(?:customer|fault|incident|trouble)\s+reports?)\b[^.;]{0,80}?\b(?:to|until|till|and\s+ends?|and\s+continues?|is|shall|restor\w+|resol\w+|$)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex FromReport();

    [GeneratedRegex(Patterns.Outage, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Downtime();

    [GeneratedRegex(@"\b(?:defined|means?|mean|measured|calculated|counted|counts|starts?|begins?|commenc\w+|accru\w+|runs?|computed|determined)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(?:whether\s+or\s+not|regardless|irrespective|even\s+if|not\s+from|whichever|earlier\s+of|claims?|claimed|credits?\s+(?:must|request))\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Regardless();
}
