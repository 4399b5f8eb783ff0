using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A commitment to an unnamed part of what is sold: "for most regions", "in certain cases", "selected plans". Only where the sentence commits
/// to something, by a figure or by the words of a guarantee.
/// </summary>
internal sealed partial class VagueScopeDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(Scope())
        where text.Says(text.Sentence(hit.Sentence), Commitment()) && !text.Says(text.Sentence(hit.Sentence) with { Start = hit.Match.Index, End = Math.Min(hit.Span.End + 40, text.Sentence(hit.Sentence).End) }, Named())
        select text.Finding(
            "scope_vague",
            "Whom or what the commitment covers is left open: for a given customer, site or case nobody can say whether it applies. List what is covered, or state the exceptions.",
            hit.Span);

    [GeneratedRegex(@"(?:\b(?:for|in|to|at|across|of|from|within|on)\s+|^|(?<=[,;:(]\s))(?:most|certain|some|select|selected|various|many|almost\s+all|nearly\s+all|(?:the|a)\s+(?:vast\s+)?majority\s+of)\s+(?:(?!the\b)[a-z-]+\s+)?"
        + @"(?:regions?|areas?|countries|locations?|sites?|zones?|customers?|clients?|users?|subscribers?|accounts?|services?|plans?|packages?|products?|cases|circumstances|instances|situations|incidents|requests|tickets|features|markets|routes|networks?|components?|periods?|hours|times)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Scope();

    [GeneratedRegex(Patterns.Figure + @"|\b(?:guarante\w+|commits?\b|commitments?|sla\b|slas\b|service\s+levels?|uptime|availability\s+targets?|latency|throughput|is\s+covered|are\s+covered|credits?\b|this\s+agreement\s+applies)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Commitment();

    /// <summary>What is named is not vague.</summary>
    [GeneratedRegex(@"\b(?:listed|named|specified|set\s+out|identified|defined|following|see|annex|schedule|appendix|namely)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Named();
}
