using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// The provider alone decides whether it owes: "final say", "sole discretion", in a sentence about credits, claims, breaches or the figures
/// behind them. Discretion over other matters is a provider's own business.
/// </summary>
internal sealed partial class ProviderDecidesDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(Decision())
        let sentence = text.Sentence(hit.Sentence)
        where text.Says(sentence, Owed()) && !text.Says(sentence, Shared())
        let start = text.ClauseStart(sentence, hit.Match.Index)
        select text.Finding(
            "provider_decides_alone",
            "The provider alone decides on what it owes, so a computed credit is only a proposal. Record the decision and its reason beside the figure, and give the customer a way to dispute it.",
            hit.Match.Index - start <= 30 ? sentence with { Start = start } : hit.Span);

    [GeneratedRegex(@"\b(?:(?:the\s+)?final\s+(?:say|word|decision|determination|authority|discretion)|(?:at\s+|in\s+)?(?:its|our|their|the\s+\w+'s|\w+'s|the)?\s?(?:sole|absolute|exclusive|full|unfettered)\s+(?:and\s+(?:absolute|exclusive|final)\s+)?(?:discretion|judge?ment|determination|opinion)|(?:solely|exclusively|finally)\s+(?:determined|decided)\s+by|(?:decisions?|determinations?)\s+(?:\w+\s+){0,6}(?:is|are|shall\s+be|will\s+be)\s+(?:final|conclusive|binding))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Decision();

    [GeneratedRegex(Patterns.Credit + "|" + Patterns.Outage + @"|\b(?:breach\w*|claims?|sla|service\s+levels?|eligib\w+|availability|uptime|remed\w+)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Owed();

    /// <summary>A third party or the customer decides.</summary>
    [GeneratedRegex(@"\b(?:arbitrat\w+|independent\s+expert|court|customer's\s+(?:sole|absolute)|your\s+(?:sole|absolute)|mutual\w*|jointly|auditor)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Shared();
}
