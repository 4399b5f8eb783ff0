using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A figure that is only hoped for: a word such as "typically", "aim to" or "where possible" beside a figure with a unit. The clause must
/// speak of something a target can be about, so that "maintenance usually takes two hours" is left alone. Reasonable efforts soften a time,
/// but not a percentage, whose miss is answered by the credit schedule.
/// </summary>
internal sealed partial class SoftTargetDetector : ITextDetector
{
    private const int Beside = 30;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        for (int i = 0; i < text.Sentences.Count; i++)
        {
            TextSpan sentence = text.Sentences[i];
            if (text.Says(sentence, Goal()))
            {
                int end = -1;
                foreach (Match match in text.In(sentence, Soft()).Concat(text.In(sentence, Effort())).Concat(text.In(sentence, Trailing())).OrderBy(match => match.Index))
                {
                    if (match.Index >= end && !text.Says(match.Span(), Firm()) && text.Says(new TextSpan(text.ClauseStart(sentence, match.Index), Math.Min(sentence.End, match.Span().End + Beside)), Goal()))
                    {
                        end = match.Span().End;
                        int start = text.ClauseStart(sentence, match.Index);
                        yield return text.Finding(
                            "soft_target",
                            "The figure is only aimed at: missing it breaks no promise, so nothing can be measured against it or owed for it. Say that it will be met, and in what share of cases, or drop the figure.",
                            new TextSpan(match.Index - start <= 40 ? start : match.Index, match.Span().End));
                    }
                }
            }
        }
    }

    private const string Word = @"\b(?:typical(?!\s+month)|typically|usually|normally|generally|ordinarily|in\s+general|as\s+a\s+rule|aims?\s+(?:to|for)|aim\s+is|aiming\s+(?:to|for)|goals?\s+(?:is|are|of)|objective\s+is|"
        + @"striv(?:e|es|ing)|endeavou?rs?|tr(?:y|ies)\s+to|attempts?\s+to|seeks?\s+to|hopes?\s+to|expects?\s+to|(?:is|are)\s+expected\s+to|intends?\s+to|where\s+(?:reasonably\s+)?(?:possible|practicable|feasible)|whenever\s+possible|if\s+possible|ideally)\b";

    [GeneratedRegex(Word + @"[^.;!?|]{0,90}?" + Patterns.Figure, RegexOptions.CultureInvariant | RegexOptions.Singleline, Patterns.Limit)]
    private static partial Regex Soft();

    [GeneratedRegex(@"\b(?:best|reasonable|good\s+faith)\s+(?:efforts?|endeavou?rs)\b[^.;!?|]{0,60}?" + Patterns.Duration, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Effort();

    [GeneratedRegex(Patterns.Figure + @"[^.;!?|,]{0,30}?\b(?:typically|usually|normally|where\s+(?:reasonably\s+)?(?:possible|practicable|feasible)|when(?:ever)?\s+possible|if\s+possible|on\s+a\s+(?:best|reasonable)[\s-]+efforts?\s+basis)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Trailing();

    [GeneratedRegex(Patterns.Target, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Goal();

    /// <summary>The soft word belongs to another matter, or a firm limit is stated after it.</summary>
    [GeneratedRegex(@"\b(?:and\s+in\s+any\s+(?:case|event)|but\s+(?:in\s+any\s+(?:case|event)|no\s+later|not\s+later)|maintenance|shall|must)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Firm();
}
