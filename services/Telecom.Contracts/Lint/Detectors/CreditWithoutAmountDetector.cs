using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// "You may be eligible for service credits", and no figure within reach. For a promise tied to performance metrics the figure must stand in
/// the promise, in the three sentences after it, or anywhere beside a metric; for any other promise, anywhere in the text. A pointer to a
/// schedule or a section is taken at its word.
/// </summary>
internal sealed partial class CreditWithoutAmountDetector : ITextDetector
{
    private const int Reach = 3;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<Hit> promises = [.. text.All(Promise())];
        if (promises.Count == 0)
        {
            yield break;
        }

        bool anywhere = text.Sentences.Any(sentence => text.Says(sentence, CreditWord()) && text.Says(sentence, Amount()));
        bool forMetrics = text.Sentences.Any(sentence => text.Says(sentence, CreditWord()) && text.Says(sentence, Amount()) && text.Says(sentence, Metric()));
        foreach (Hit hit in promises)
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            bool metrics = text.Says(sentence, Metric());
            bool near = Enumerable.Range(hit.Sentence, Reach + 1).Select(text.Sentence).Any(other => text.Says(other, Amount()) && ((text.Says(other, CreditWord()) && !(metrics && text.Says(other, Availability()))) || other == sentence));
            if (!text.Says(sentence, Pointer()) && !text.Says(text.Sentence(hit.Sentence + 1), Follows()) && !near && !(metrics ? forMetrics : anywhere))
            {
                yield return text.Finding(
                    "performance_credit_without_amount",
                    "A credit is held out, but neither its amount nor a schedule is given: a miss can be shown and nothing can be computed for it. State the rate, what it is a share of, and its cap.",
                    metrics ? sentence : hit.Span);
            }
        }
    }

    [GeneratedRegex(@"\b(?:may|might|will|shall|could|can|is|are)\s+(?:also\s+)?(?:be\s+)?(?:eligible|entitled|qualif\w+|receive|claim|request|be\s+given|be\s+offered|become\s+eligible)\b(?:\s+(?:for|to|a|an|receive|claim|request|some|additional|appropriate|reasonable)){0,4}\s+(?:\w+\s+){0,2}" + Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Promise();

    [GeneratedRegex(@"\b(?:availability|uptime)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Availability();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex CreditWord();

    [GeneratedRegex(Patterns.Percent + @"|[$\u20AC\u00A3]\s?\d|\b(?:usd|eur|gbp|aed|sgd|inr|chf)\s?\d|\d\s?(?:usd|eur|gbp|aed|sgd|inr|chf|dollars|euros)\b|\b(?:one|\d+)\s+(?:day|week|month)(?:'?s|s')?\s+(?:of\s+)?(?:\w+\s+)?(?:fees?|charges?|service)|\b(?:pro[\s-]?rat\w+|full\s+refund|free\s+of\s+charge)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b(?:latency|throughput|packet\s+loss|jitter|bandwidth|performance\s+(?:metrics?|levels?|targets?|thresholds?|indicators?|goals?|parameters?)|response\s+times?|resolution\s+times?)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Metric();

    [GeneratedRegex(@"\b(?:section|clause|schedule|annex|appendix|table|following|as\s+follows|(?:set\s+out|described|listed|see|shown)\s+below|set\s+out|set\s+forth|described|according\s+to|in\s+accordance)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Pointer();

    [GeneratedRegex(@"\b(?:as\s+follows|following|table|schedule)\b|\bbelow\s*:", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Follows();
}
