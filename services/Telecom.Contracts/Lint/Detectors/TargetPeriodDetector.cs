using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// One availability target over two periods: promised for a year, tested by the month. A target is a percentage of ninety or more beside a
/// word of availability and a period; it is in conflict with the same percentage over another period, or with a test ("fails to meet the
/// targets during any calendar month") over a shorter one.
/// </summary>
internal sealed partial class TargetPeriodDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<(string Figure, char Period, TextSpan Span)> targets = [];
        List<(char Period, TextSpan Span)> tests = [];
        foreach (TextSpan sentence in text.Sentences)
        {
            if (text.In(sentence, Test()).FirstOrDefault() is { } test && !text.Says(sentence, Percentage()))
            {
                tests.Add((Kind(test), test.Span()));
            }

            foreach (Match match in text.In(sentence, Target()).Where(match => text.Says(sentence, Availability())))
            {
                if (NumberText.Parse(match.Groups["figure"].ValueSpan) is >= 90 and <= 100 && !text.Says(sentence, Step()))
                {
                    targets.Add((match.Groups["figure"].Value.TrimEnd('%', ' '), Kind(match), match.Span()));
                }
            }
        }

        if (targets.Count == 0)
        {
            yield break;
        }

        (string figure, char period, TextSpan span) = targets[0];
        TextSpan? other = targets.Where(target => target.Figure == figure && target.Period != period).Select(target => (TextSpan?)target.Span).FirstOrDefault()
            ?? tests.Where(test => test.Period != period && targets.TrueForAll(target => target.Period == period)).Select(test => (TextSpan?)test.Span).FirstOrDefault();
        if (other is { } conflicting)
        {
            yield return text.Finding(
                "target_period_conflict",
                "The same target is stated over two periods: a bad month can break the one and leave the other intact, so whether anything is owed depends on which is read. Name the period that decides credits, and keep the other as a separate guarantee.",
                span,
                conflicting);
        }
    }

    private static char Kind(Match match) => match.Groups["period"].Value[0] is 'a' ? 'y' : match.Groups["period"].Value[0];

    private const string Period = @"(?:(?:calendar|contract|any|each|every|a|per|the|given|one|single|of|in|during|over|on|basis|whole)\s+){0,4}(?<period>year|annum|annual|month|quarter|week)(?:ly)?\b";

    [GeneratedRegex(@"(?:\b(?:at\s+least|not\s+less\s+than|no\s+less\s+than|minimum\s+of)\s+)?(?<figure>" + Patterns.Percent + @")(?:\s+(?:of\s+the\s+time|uptime|availability|available|service\s+availability|network\s+availability|measured|calculated)){0,2},?\s+" + Period, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Target();

    [GeneratedRegex(@"\b(?:fails?\s+to\s+(?:meet|achieve|reach|satisfy)|does\s+not\s+(?:meet|achieve|reach)|(?:is|are)\s+not\s+(?:met|achieved|reached)|falls?\s+below|misses)\b[^.;]{0,60}\b(?:targets?|availability|uptime|commitments?|service\s+levels?)\b[^.;]{0,30}?\b(?:during|in|for|over)\s+" + Period, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Test();

    [GeneratedRegex(Patterns.Percent, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"\b(?:availab\w+|uptime|operational|up\s+and\s+running)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Availability();

    [GeneratedRegex(@"\b(?:" + Patterns.Credit + @"|tickets?|requests?|separate(?:ly)?|independent\w*)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Step();
}
