using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A miss described with the wrong sign: results that "fall below these thresholds" although a threshold just listed is an upper bound, as for
/// latency or loss; or that "exceed" a lower bound, as for throughput or availability.
/// </summary>
internal sealed partial class ThresholdDirectionDetector : ITextDetector
{
    private const int Reach = 8;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        foreach (Hit hit in text.All(Miss()))
        {
            bool below = hit.Match.Groups["below"].Success;
            Regex bound = below ? Upper() : Lower();
            int from = Math.Max(0, hit.Sentence - Reach);
            Match? limit = Enumerable.Range(from, hit.Sentence - from + 1).SelectMany(i => text.In(text.Sentence(i), bound)).FirstOrDefault(found => found.Index < hit.Match.Index);
            if (limit is not null && !text.Says(new TextSpan(text.ClauseStart(text.Sentence(hit.Sentence), hit.Match.Index), hit.Match.Index), below ? LowerMetric() : UpperMetric()) && text.Says(text.Sentence(hit.Sentence), Remedy()))
            {
                string side = below ? "below" : "above";
                string kind = below ? "an upper" : "a lower";
                yield return text.Finding(
                    "threshold_direction_wrong",
                    $"The text counts results {side} the thresholds as misses, but one of them is {kind} limit: taken literally, good values are owed for and bad ones are not. Say \"do not meet\", or give each metric its direction.",
                    hit.Span,
                    limit.Span());
            }
        }
    }

    private const string These = @"\s+(?:any\s+(?:one\s+)?of\s+)?(?:these|those|the|such|our|its|stated|above|agreed|listed|committed|performance|service)(?:\s+(?:above|stated|agreed|listed|committed|performance|service|level|metric)){0,3}\s+(?:thresholds?|targets?|levels?|metrics?|values?|standards?|limits?|figures?)\b";

    [GeneratedRegex(@"\b(?:(?<below>(?:falls?|falling|drops?|fell|dropped|(?:is|are|be))\s+(?:below|under|short\s+of)|(?:is|are)\s+(?:less|lower)\s+than)|exceeds?|exceeded|(?:is|are|rises?)\s+(?:above|greater\s+than))" + These, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Miss();

    [GeneratedRegex(@"\b(?:latency|jitter|delay|packet\s+loss|loss|error\s+rate|response\s+time|round[\s-]trip(?:\s+time)?)\b(?:(?!latency|jitter|delay|loss\b|rate\b|round|time\b)[^.;|]){0,40}?(?:[<\u2264]|\b(?:less\s+than|below|under|no\s+(?:more|greater|higher)\s+than|not\s+(?:more|exceed\w*)(?:\s+than)?|at\s+most|up\s+to|maximum(?:\s+of)?|does\s+not\s+exceed))\s*" + Patterns.Figure, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Upper();

    [GeneratedRegex(@"\b(?:throughput|bandwidth|availability|uptime|delivery\s+(?:ratio|rate))\b(?:(?!throughput|bandwidth|availability|uptime)[^.;|]){0,40}?(?:[>\u2265]|\b(?:at\s+least|not\s+less\s+than|no\s+less\s+than|minimum(?:\s+of)?|or\s+(?:higher|more)|more\s+than))\s*" + Patterns.Figure, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Lower();

    [GeneratedRegex(@"\b(?:throughput|bandwidth|availability|uptime)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex LowerMetric();

    [GeneratedRegex(@"\b(?:latency|jitter|delay|loss|error\s+rate|time)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex UpperMetric();

    [GeneratedRegex(Patterns.Credit + @"|\b(?:breach|fail\w*|miss(?:ed)?|remed\w+|eligible|entitled|violation)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Remedy();
}
