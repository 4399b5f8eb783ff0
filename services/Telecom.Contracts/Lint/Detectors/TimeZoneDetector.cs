using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Hours of the day without a time zone anywhere in the text. Hours are a span of two clock times; four bare digits are clock times only beside
/// a weekday or the word "hours", since they could be years. Round-the-clock service needs no zone.
/// </summary>
internal sealed partial class TimeZoneDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        if (text.Sentences.Any(sentence => text.Says(sentence, Zone())) || AbbreviatedZone().IsMatch(text.Source))
        {
            yield break;
        }

        foreach (Hit hit in text.All(Hours()).Where(hit => !hit.Match.Groups["bare"].Success || text.Says(text.Sentence(hit.Sentence), Weekday())).Take(1))
        {
            yield return text.Finding(
                "time_zone_undefined",
                "Hours of the day are given without a time zone: for a customer elsewhere, and on the days the clocks change, nobody can say which instants are meant. Name the zone, as a place or as an offset from UTC.",
                hit.Span);
        }
    }

    private const string Day = @"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?";

    [GeneratedRegex(@"(?:\b" + Day + @"\s*(?:-|to|through|until|and)\s*" + Day + @"\b[\s,:(]{0,3}(?:from\s+|between\s+)?)?(?:(?<![\d.:])(?:[01]?\d|2[0-4])[:.][0-5]\d\s*(?:[ap]\.?m\.?|h|hrs?)?\s*(?:-|to|and|until|till)\s*(?:[01]?\d|2[0-4])[:.][0-5]\d(?![\d%])|(?<![\d.:])1?\d\s*[ap]\.?m\.?\s*(?:-|to|and|until|till)\s*1?\d(?::[0-5]\d)?\s*[ap]\.?m\b|(?<bare>(?<![\d.:])(?:[01]\d|2[0-4])[0-5]\d\s*(?:h|hrs?|hours)?\s*(?:-|to|and|until|till)\s*(?:[01]\d|2[0-4])[0-5]\d(?!\d)))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Hours();

    [GeneratedRegex(@"\b(?:" + Day + @"|weekdays?|daily|hours|hrs)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\b(?:utc|gmt|time\s*zones?|local\s+time|(?:eastern|central|pacific|mountain|atlantic|coordinated|universal|standard|daylight|summer|greenwich)\s+(?:\w+\s+)?time|(?:europe|america|asia|africa|australia|pacific)/[a-z_]+)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Zone();

    /// <summary>On the text as it stands, since "est" and "ist" are words or parts of words.</summary>
    [GeneratedRegex(@"\b(?:(?:[ECMP][SD]T)|AE[SD]T|AW?ST|CES?T|WES?T|EES?T|BST|IST|SGT|HKT|JST|KST|GST|MSK|SAST|NZ[SD]T|PKT|WIB|PHT|MYT)\b|\b(?!(?:Response|Resolution|Restoration|Repair|Recovery|Fix|Total|Down|Up|Service|Outage|Lead|Real|Full|Part|Run|The|This|That|At|Any|Each|In|Of|From|Maintenance|Support|Credit|Measurement|Maximum|Minimum|Average|Mean|Elapsed|Business|Available|Delay|Cycle|Wait|Waiting|Start|End|Target|Delivery|Processing|Execution|Uptime|Downtime|First|Same|One|No|For|If|When|Acknowledge?ment|All|Reaction|Transit|Trip)\s)[A-Z][a-z]+\s+[Tt]ime\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex AbbreviatedZone();
}
