using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// An exclusion for whatever lies "beyond our reasonable control", with no list of what that is. Examples in the sentence, a list after it, or
/// named causes before an "or other" give it a meaning.
/// </summary>
internal sealed partial class OpenExclusionDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        foreach (Hit hit in text.All(Beyond()))
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            TextSpan before = sentence with { End = hit.Match.Index };
            TextSpan after = sentence with { Start = hit.Span.End };
            TextSpan next = text.Sentence(hit.Sentence + 1);
            bool excluded = text.Says(sentence, Exclusion());
            bool listed = text.Says(after, Listed()) || text.Says(before, Collected()) || text.Folded[sentence.End - 1] == ':' || (next.Length > 0 && text.Says(next, These()));
            if (excluded && !listed)
            {
                yield return text.Finding(
                    "open_ended_exclusion",
                    "Anything outside the provider's control is excluded, and nothing says what that is: every outage can be argued out of the count. List the causes that exclude, and what evidence shows them.",
                    new TextSpan(text.In(sentence, Lead()).LastOrDefault(lead => lead.Index + lead.Length <= hit.Match.Index + 1 && hit.Match.Index - lead.Index < 30)?.Index ?? hit.Match.Index, hit.Span.End));
            }
        }
    }

    [GeneratedRegex(@"\b(?:factors?|events?|causes?|circumstances?|reasons?|matters?|anything|conditions?|outages?|issues?)\s+(?:that\s+(?:are|is)\s+|which\s+(?:are|is)\s+|are\s+)?(?:outside|beyond)\s+(?:of\s+)?(?:our|its|their|the\s+[a-z]+'s|[a-z]+'s)\s+(?:own\s+)?(?:reasonable\s+|direct\s+|immediate\s+)?control\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Beyond();

    [GeneratedRegex(@"\b(?:exclu\w+|not\s+appl\w+|not\s+(?:be\s+)?(?:count\w*|includ\w*|considered|deemed|treated|responsible|liable)|caused\s+by|result\w*\s+from|due\s+to|attributable\s+to|arising\s+from|not\s+constitute)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Exclusion();

    [GeneratedRegex(@"\b(?:caused\s+by|result\w*\s+from|due\s+to|attributable\s+to|arising\s+from)\s", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\b(?:includ\w+|such\s+as|for\s+example|e\.g|namely|i\.e|like|limited\s+to|listed|as\s+defined|as\s+described)\b|^\s*[:(]", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Listed();

    [GeneratedRegex(@"\b(?:or|and)\s+(?:any\s+|for\s+)?(?:other|similar)\s+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Collected();

    [GeneratedRegex(@"^(?:these|those|such|examples|they|this)\b[^.;]{0,40}\b(?:includ\w+|are|means|refers)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex These();
}
