using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// An availability target on one side, credits for single outages on the other, and nothing that ties the two: the target can be missed
/// without a credit, and a credit fall due with the target met.
/// </summary>
internal sealed partial class UnlinkedCreditDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        Hit target = text.All(Target()).FirstOrDefault();
        Hit credit = text.All(PerOutage()).FirstOrDefault(hit => text.Says(text.Sentence(hit.Sentence), CreditWord()));
        if (target.Match is not null && credit.Match is not null && !text.Sentences.Any(sentence => text.Says(sentence, CreditWord()) && text.Says(sentence, Linked())))
        {
            yield return text.Finding(
                "credit_not_linked_to_target",
                "The target is a percentage, the credit hangs on the length of single outages, and nothing connects them: the target can be missed with nothing owed. Make the miss the condition of the credit, or say that the credit stands by itself.",
                new TextSpan(text.ClauseStart(text.Sentence(target.Sentence), target.Match.Index), target.Span.End),
                credit.Span);
        }
    }

    [GeneratedRegex(@"\b(?:the\s+)?(?:\w+\s+){0,2}(?:(?:will|shall|to)\s+be\s+)?(?:available|availability|uptime|operational)\b[^.;%]{0,40}(?<![\d.])9\d(?:\.\d{1,5})?\s?%", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Target();

    [GeneratedRegex(@"\bfor\s+(?:each|every|any)\s+(?:single\s+|continuous\s+|separate\s+)?(?:period|incident|instance|occurrence|outage|interruption|downtime)\b(?:\s+of\s+(?:\w+\s+)?\w+)?\s+(?:lasting\s+|that\s+lasts\s+|that\s+exceeds\s+|which\s+exceeds\s+)?(?:longer\s+than|more\s+than|exceeding|in\s+excess\s+of|of\s+(?:more|at\s+least)|of\s+" + Patterns.Number + ")?", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex PerOutage();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex CreditWord();

    [GeneratedRegex(@"\b(?:falls?|drops?|is|are|fell)\s+(?:below|under|less\s+than|lower\s+than)\b|\b(?:fails?|failure|failed)\s+to\s+(?:meet|achieve|satisfy|maintain|reach)|\bnot\s+(?:met|achieved|meet|achieve|reached|satisfied)\b|\bless\s+than\s+9\d|\bbelow\s+(?:9\d|the\s+\w+\s?(?:target|level|threshold|commitment))|\bmiss(?:es|ed)?\s+(?:the|its|this)\b|\b(?:service|availability|uptime)\s+(?:commitment|target)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Linked();
}
