using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A refund in instalments over later invoices, each a share of "that month's" amount: of the month that was missed, or of the invoice on which
/// the instalment stands? With unequal invoices the two differ.
/// </summary>
internal sealed partial class RefundBaseDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(Instalment())
        let sentence = text.Sentence(hit.Sentence)
        where text.Says(sentence, Refund()) && !text.Says(sentence, Settled())
        select text.Finding(
            "refund_base_ambiguous",
            "The instalments are a share of a month's amount, and two months are in question: the one that was missed and the one that is invoiced. With unequal invoices the sums differ. Name the month whose charge is the base.",
            hit.Span);

    [GeneratedRegex(Patterns.Percent + @"\s+of\s+(?:that|the|each|said|such|this|your|its)\s+(?:month'?s?'?|monthly|invoice'?s?|period'?s?)\s+(?:[a-z]+\s+)?(?:amounts?|invoices?|fees?|charges?|bills?|totals?)[^.;]{0,30}\b(?:in|on|over|from|against|to)\s+(?:each\s+(?:one\s+)?of\s+)?(?:the|your|its)?\s?(?:next|following|subsequent|succeeding)\b[^.;]{0,40}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Instalment();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Refund();

    [GeneratedRegex(@"\b(?:breached|missed|affected|failed)\s+month|\bmonth\s+(?:of\s+the\s+(?:breach|miss|failure)|in\s+which\s+the)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Settled();
}
