using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>Another document overrides this one: what is computed from this text alone may not be what is owed. "This agreement shall prevail" is no defect.</summary>
internal sealed partial class OtherDocumentDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        foreach (Hit hit in text.All(Prevails()))
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            int start = text.ClauseStart(sentence, hit.Match.Index);
            TextSpan subject = new(start, hit.Match.Index);
            bool over = hit.Match.Groups["over"].Success;
            if ((over || (text.Says(sentence, Conflict()) && text.Says(subject, Document()))) && !text.Says(subject, This()) && !text.Says(hit.Span, OverOthers()))
            {
                yield return text.Finding(
                    "other_document_prevails",
                    "Another document overrides this one where they differ, so a figure computed from this text alone may not be what is owed. Attach that document, or state here which of its terms change these.",
                    new TextSpan(start, hit.Span.End));
            }
        }
    }

    [GeneratedRegex(@"\b(?:shall|will|is\s+to|must)?\s?(?:prevails?|takes?\s+(?:precedence|priority)|controls?|governs?|supersedes?|overrides?)\b(?<over>\s+(?:over\s+)?this\s+(?:sla|agreement|service\s+level\s+agreement|document|schedule|addendum|annex|policy)\b)?(?:\s+over\s+(?:any|all|the)\s+other\b)?", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Prevails();

    [GeneratedRegex(@"\b(?:inconsisten\w+|conflicts?|discrepanc\w+|contradict\w*|ambigu\w+|differ\w*)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Conflict();

    [GeneratedRegex(@"\b(?:agreement|terms|contract|msa|document|order|schedule|annex|policy|conditions|quotation|proposal)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Document();

    [GeneratedRegex(@"\b(?:this|these|the)\s+(?:sla|service\s+level\s+agreement|service\s+levels|provisions\s+of\s+this)\b|\bthis\s+(?:agreement|document|schedule|addendum|annex)\b|\bcourts?\b|\blaws?\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex This();

    [GeneratedRegex(@"\bover\s+(?:any|all|the)\s+other\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex OverOthers();
}
