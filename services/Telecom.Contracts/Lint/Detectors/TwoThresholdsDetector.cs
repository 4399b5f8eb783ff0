using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// One credit with two different durations that must be reached: longer than an hour, and thirty consecutive minutes. A sentence with several
/// amounts is a schedule, whose steps differ by design.
/// </summary>
internal sealed partial class TwoThresholdsDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        for (int i = 0; i < text.Sentences.Count; i++)
        {
            TextSpan sentence = text.Sentences[i];
            if (!text.Says(sentence, CreditWord()) || !text.Says(sentence, Outage()) || text.In(sentence, Amount()).Take(2).Count() > 1)
            {
                continue;
            }

            List<(decimal Seconds, TextSpan Span)> limits = [.. text.In(sentence, Threshold()).Select(match => (Seconds(match), match.Span()))];
            if (limits.Count > 1 && limits.FindIndex(limit => limit.Seconds != limits[0].Seconds) is > 0 and int other)
            {
                yield return text.Finding(
                    "two_duration_thresholds",
                    "Two durations stand as the condition of one credit: an outage between them earns it by one and not by the other. Say which must be reached, and what the other is for.",
                    limits[0].Span,
                    limits[other].Span);
            }
        }
    }

    private static decimal Seconds(Match match) => (NumberText.Parse(match.Groups["value"].ValueSpan) ?? 0) * (TimeLength.UnitSeconds(match.Groups["unit"].Value) ?? 0);

    [GeneratedRegex(@"(?:\b(?:lasting\s+|lasts\s+|continu\w+\s+(?:for\s+)?)?(?:longer\s+than|more\s+than|exceeding|exceeds|in\s+excess\s+of|at\s+least|lasting)\s+\[?(?<value>" + Patterns.Number + @")[-\s]{0,2}(?<unit>" + Patterns.TimeUnit + @")\]?|(?<value>"
        + Patterns.Number + @")\s+or\s+more\s+(?<unit>" + Patterns.TimeUnit + "))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Threshold();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex CreditWord();

    [GeneratedRegex(Patterns.Outage, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Outage();

    [GeneratedRegex(Patterns.Percent + @"|[$\u20AC\u00A3]\s?\d", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Amount();
}
