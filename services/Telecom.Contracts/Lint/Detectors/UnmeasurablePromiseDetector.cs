using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A promise whose only time is "promptly", "in reasonable time", "as soon as possible". The sentence must oblige the provider (a modal or a
/// promise before the words, or a service verb right before them) and name no length of time. "Reasonable efforts" and "reasonable control"
/// are no times; "to ensure swift help" states a purpose and no promise.
/// </summary>
internal sealed partial class UnmeasurablePromiseDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        foreach (Hit hit in text.All(Vague()))
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            TextSpan before = new(Math.Max(sentence.Start, hit.Match.Index - 150), hit.Match.Index);
            TextSpan after = new(hit.Span.End, Math.Min(sentence.End, hit.Span.End + 80));
            bool promised = text.Says(before, Obligation()) || text.Says(before, Service()) || text.Says(after, Follows());
            if (promised && !text.Says(before, ByCustomer()) && !text.Says(before, Purpose()) && !IsMeasured(text, sentence, hit.Span))
            {
                yield return text.Finding(
                    "unmeasurable_promise",
                    "The promise has no figure: no one can tell when it is broken, so it can never be owed for. State the longest time, its unit, and the event from which it runs.",
                    hit.Span);
            }
        }
    }

    /// <summary>A length of time in the sentence measures the promise, unless it stands in an earlier part with a verb of its own.</summary>
    private static bool IsMeasured(AgreementText text, TextSpan sentence, TextSpan vague) =>
        text.In(sentence, Measured()).Any(length => length.Index >= vague.Start || !text.Says(new TextSpan(length.Index + length.Length, vague.Start), OtherPart()));

    /// <summary>"acknowledged within an hour and repaired ...".</summary>
    [GeneratedRegex(@"(?:\b(?:and|but)|;)\s+(?!in\s+any\b|in\s+all\b|then\b|otherwise\b|always\b)\w+\s", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex OtherPart();

    [GeneratedRegex(@"\b(?:(?:within|in)\s+(?:a|any)?\s?(?:commercially\s+)?reasonable\s+(?:period\b(?!\s+of\b)|(?:(?:amount|period|length)\s+of\s+)?time(?:\s?frames?|\s?scales?|ly\s+\w+)?)|in\s+a\s+(?:commercially\s+)?reasonable\s+time|reasonable\s+(?:amount\s+of\s+)?time|promptly|prompt\b(?!\s+for)|"
        + @"as\s+(?:soon|quickly|fast|rapidly|promptly|early)\s+as\s+(?:is\s+)?(?:(?:reasonably|commercially)\s+)?(?:possible|practicable|practical|feasible|it\s+can|we\s+can|they\s+can)|without\s+(?:any\s+)?(?:(?:undue|unreasonable|unnecessary|further)\s+)?delay|with\s+(?:minimal|minimum|the\s+least(?:\s+possible)?)\s+delay|in\s+a\s+prompt\s+(?:manner|fashion|way)|"
        + @"in\s+a\s+timely\s+(?:manner|fashion|way)|timely|swift(?:ly)?|expeditiously|speedily|speedy|rapidly|quickly|at\s+(?:the|our|its)\s+earliest\s+(?:opportunity|convenience|possible\s+\w+)|in\s+due\s+course|in\s+good\s+time|shortly)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Vague();

    [GeneratedRegex(@"\b(?:will|shall|must|commits?|committed|undertakes?|agrees?\s+to|guarantees?|promises?|warrants?|ensures?|aims?|goal|strives?|endeavou?rs?|pledges?|is\s+obliged|are\s+obliged|obligation)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Obligation();

    /// <summary>"are answered promptly", "we respond promptly".</summary>
    [GeneratedRegex(@"\b(?:respond|answer|resolve|restore|repair|fix|acknowledge|handle|address|notify|inform|escalate|process|pay|credit|issue|investigate|replace)(?:s|d|ed)?\s+(?:\w+\s+){0,4}$|\b(?:we|provider|supplier|company|vendor|operator|carrier)\s+(?:also\s+)?(?:send|provide|deliver|supply|report|respond|answer|resolve|restore|repair|fix|handle|notif|inform|pay|credit|issue|investigate|replace)(?:s|y|ies)?\b[^.;]{0,80}$|\b(?:is|are)\s+(?!not\b|expected|required|asked|encouraged|requested|advised|obliged|responsible|to\b)(?:\w+\s+){1,3}$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Service();

    /// <summary>"Promptly after an outage, the provider will ...".</summary>
    [GeneratedRegex(@"^[^.;]{0,60}\b(?:we|provider|supplier|company|vendor|operator|carrier)\s+(?:will|shall|must)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Follows();

    /// <summary>The nearest one who is obliged is the customer.</summary>
    [GeneratedRegex(@"\b" + Patterns.Buyer + @"(?:\s+(?:also|hereby|agrees?\s+to))?\s+(?:will|shall|must|should|may|can|agrees?|undertakes?|is\s+required|are\s+required)\b(?![^.;]*\b(?:we|provider|supplier|company|vendor|operator|carrier)\s+(?:will|shall|must)\b)[^.;]*$|\bplease\b|\bif\s+[^,]{0,80}$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex ByCustomer();

    [GeneratedRegex(@"\b(?:to\s+(?:help\s+)?(?:ensure|enable|support|allow|facilitate|provide)|in\s+order\s+to\s+\w+|for|enabling|ensuring|pride\s+\w+\s+on\s+\w+)\s+(?:a\s+|the\s+|more\s+)?$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Purpose();

    [GeneratedRegex(Patterns.Duration + @"|\bwithin\s+(?:an?|the)\s+(?:same\s+)?(?:second|minute|hour|day|week|month)\b|\bnext\s+(?:business|working)\s+day\b|\b24\s?[/x]\s?7\s+within\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Measured();
}
