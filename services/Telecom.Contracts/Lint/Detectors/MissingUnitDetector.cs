using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A table of bare numbers whose header names no unit: 4 could be minutes, hours or business days. A table is two or more lines in a row that
/// end in two bare numbers, or that hold bare numbers between bars under a column which is no count, level or identifier. A unit in the header,
/// in the caption above it, or in a sentence such as "all times in hours" is enough.
/// </summary>
internal sealed partial class MissingUnitDetector : ITextDetector
{
    private const int LongestRow = 400;
    private const string Message = "The table gives bare numbers and no unit: the same figure is a deadline in minutes, in hours or in business days. Write the unit into the header, and say whether it is elapsed or business time.";

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        if (text.Says(Declared()))
        {
            yield break;
        }

        List<TextSpan> lines = [.. text.Lines.Select(line => LineSplitter.Trim(text.Folded, line)).Where(line => line.Length is > 0 and <= LongestRow && !Rule().IsMatch(text.At(line)))];
        for (int i = 1; i < lines.Count; i++)
        {
            TextSpan header = lines[i - 1];
            int rows = 0;
            Func<TextSpan, bool> isRow = text.At(lines[i]).Contains('|') ? line => IsBarRow(text, header, line) : line => PlainRow().IsMatch(text.At(line));
            TextSpan? figures = null;
            while (i + rows < lines.Count && (isRow(lines[i + rows]) || (rows > 0 && Partial().IsMatch(text.At(lines[i + rows])))))
            {
                figures ??= lines[i + rows];
                rows++;
            }

            bool titled = !text.At(header).ContainsAnyInRange('0', '9') && text.Folded[header.End - 1] != '.';
            bool bars = text.At(lines[i]).Contains('|');
            bool unit = (!bars && Unit().IsMatch(text.At(header))) || (i > 1 && Caption().IsMatch(text.At(lines[i - 2])));
            if (rows > 1 && titled && !unit && figures is { } row)
            {
                yield return text.Finding("unit_missing", Message, LineSplitter.Trim(text.Folded, row with { Start = row.Start + (text.Folded[row.Start] == '|' ? 1 : 0) }));
            }

            i += Math.Max(0, rows - 1);
        }
    }

    private static bool IsBarRow(AgreementText text, TextSpan header, TextSpan line)
    {
        string[] names = text.At(header).ToString().Trim('|').Split('|');
        string[] cells = text.At(line).ToString().Trim('|').Split('|');
        return cells.Length > 1 && cells.Length == names.Length
            && cells.Zip(names).Skip(1).Any(pair => Bare().IsMatch(pair.First) && !Counted().IsMatch(pair.Second) && !Unit().IsMatch(pair.Second) && Measured().IsMatch(pair.Second));
    }

    [GeneratedRegex(@"[a-z,)]\s+\d{1,4}(?:\.\d{1,3})?(?:\s+\d{1,4}(?:\.\d{1,3})?){1,6}$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex PlainRow();

    /// <summary>A row of the same table in which a word or a code stands instead of some numbers.</summary>
    [GeneratedRegex(@"\s\d{1,4}(?:\s+(?:\d{1,4}|[a-z]{1,4}|n/a|-)){1,6}$|\|\s*\d+(?:\.\d+)?\s*\|", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Partial();

    [GeneratedRegex(@"^\s*\d{1,6}(?:\.\d+)?\s*$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Bare();

    [GeneratedRegex(@"#|\b(?:number|count|no|id|level|priority|severity|quantity|qty|sites|users|clause|section|percentile|version|year)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(?:time|response|respond|resol\w+|restor\w+|repair|fix|acknowledg\w*|target|credit|rebate|uptime|availability|latency|jitter|loss|throughput|ttr|ttf|mttr|rto|rpo|total|downtime|limit|max\w*|min\w*|workaround|update|threshold)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Measured();

    [GeneratedRegex(@"[%$\u20AC\u00A3]|\b(?:seconds?|secs?|ms|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|percent|[kmg]bps|usd|eur|gbp|points?)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Unit();

    [GeneratedRegex(@"\b(?:in|unit)\b.{0,20}\b(?:seconds?|ms|milliseconds?|minutes?|hours?|days?|percent)\b|\((?:business\s+|working\s+)?(?:ms|minutes?|hours?|days?|%)\)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Caption();

    [GeneratedRegex(@"\b(?:times|values|figures|numbers|targets|durations|columns|units)\s+(?:\w+\s+){0,4}(?:are|is|given|shown|expressed|stated|in)\s+(?:\w+\s+){0,3}(?:seconds|milliseconds|minutes|hours|days|percent|ms)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Declared();

    [GeneratedRegex(@"^[\s|:+=_-]+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Rule();
}
