namespace Telecom.Contracts.Lint.Text;

/// <summary>
/// Pieces of patterns, for folded text. They are matched sentence by sentence, gaps are bounded and quantifiers are not nested, so that the
/// time of a pattern grows with the length of the text and not faster; the time limit is a safeguard only.
/// </summary>
internal static class Patterns
{
    /// <summary>Milliseconds after which matching one sentence is given up.</summary>
    public const int Limit = 5000;

    private const string Ones = "one|two|three|four|five|six|seven|eight|nine";

    /// <summary>A number in words up to a hundred.</summary>
    public const string NumberWord = @"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\s]+(?:" + Ones
        + @"))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|" + Ones + @"|(?:a|one)\s+hundred)";

    /// <summary>A number in digits or words, perhaps with the other in brackets: "7", "99.95", "seven (7)", "7 (seven)".</summary>
    public const string Number = @"(?:(?<![\w.,])\d{1,12}(?:[.,]\d{1,12}){0,3}|\b" + NumberWord + @")(?:\s?\(\s?(?:\d{1,9}(?:\.\d{1,9})?|" + NumberWord + @")\s?\))?";

    /// <summary>A percentage: "99.9%", "99.9 %", "ten percent", "twenty five percent (25%)".</summary>
    public const string Percent = Number + @"\s?(?:%|per\s?cent\b|percent\b|pct\b)(?:\s?\(\s?\d{1,3}(?:\.\d{1,9})?\s?%\s?\))?";

    /// <summary>A unit of time without what kind of time it is.</summary>
    public const string PlainUnit = "(?:milliseconds?|msecs?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|quarters?|years?)(?![a-z0-9])";

    /// <summary>A unit of time: "hours", "business days", "consecutive minutes".</summary>
    public const string TimeUnit = @"(?:(?:business|working|calendar|consecutive|continuous|elapsed|clock|service|full)\s+){0,2}" + PlainUnit;

    /// <summary>A length of time: "4 hours", "24-hour", "seven (7) days", "30 or more consecutive minutes".</summary>
    public const string Duration = Number + @"[-\s]{0,3}" + TimeUnit;

    /// <summary>A figure with a unit on which a target can rest.</summary>
    public const string Figure = "(?:" + Percent + "|" + Number + @"[-\s]{0,3}(?:" + TimeUnit + @"|(?:[kmg]bps|[kmg]bit/s|[kmg]b/s)(?![a-z0-9])))";

    /// <summary>Words that name a credit.</summary>
    public const string Credit = @"(?:credits?|credited|rebates?|refund\w*|reimburse\w*|compensation|penalt(?:y|ies)|discounts?|waivers?)\b";

    /// <summary>Words that name an outage.</summary>
    public const string Outage = @"(?:downtimes?|unavailab\w+|outages?|interruptions?|disruptions?)\b";

    /// <summary>Words that say what a target is about.</summary>
    public const string Target = @"\b(?:within|respon[ds]\w*|acknowledg\w*|resol[uv]\w*|restor\w*|repair\w*|recover\w*|answer\w*|repl(?:y|ies|ied)|fix(?:ed|es)?|latency|jitter|"
        + @"delay|loss|throughput|bandwidth|uptime|availab\w+|turnaround|deliver\w*|complet\w*)\b";

    /// <summary>Names for the one who buys.</summary>
    public const string Buyer = @"(?:you|customers?|clients?|subscribers?|users?|licensees?|tenants?|purchasers?|buyers?|members?)";
}
