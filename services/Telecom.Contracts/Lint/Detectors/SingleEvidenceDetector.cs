using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>One source of evidence is declared the only one that counts: "the sole basis", "shall be conclusive". A sole remedy is another matter.</summary>
internal sealed partial class SingleEvidenceDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(Sole())
        where text.Says(text.Sentence(hit.Sentence), Measured())
        select text.Finding(
            "single_evidence_source",
            "One source of measurements decides every dispute: whatever it did not see, or saw wrongly, cannot be put right by other evidence. Say how it measures and how gaps count, and admit the customer's measurements.",
            new TextSpan(hit.Match.Index, text.Sentence(hit.Sentence).End));

    [GeneratedRegex(@"\b(?:the\s+)?(?:sole|only|exclusive|single)\s+(?:and\s+(?:final|exclusive|authoritative|binding)\s+)?(?:basis|source|evidence|record|proof|reference|measure(?:ment)?|means\s+of\s+(?:measur\w+|determin\w+))\b|\b(?:shall|will)\s+be\s+(?:conclusive|final\s+and\s+binding|deemed\s+(?:correct|accurate|conclusive))|\bconclusive\s+(?:evidence|proof)|\bprevail\s+over\s+(?:any\s+)?(?:customer|other)\s+(?:measurements?|data|records?)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Sole();

    [GeneratedRegex(@"\b(?:disputes?|measur\w+|monitor\w*|determin\w+|calculat\w+|logs?|records?|data|availability|uptime|system)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Measured();
}
