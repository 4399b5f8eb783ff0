using System.Globalization;
using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A less urgent case that must be answered or resolved sooner than a more urgent one. Items that name a severity are read in order; each run
/// of rising numbers is one list. Times compare only within a list, of the same kind (response or resolution, or the same column of a row)
/// and both elapsed or both business time; of a range the upper end counts. A scale on which the highest number is called critical is turned.
/// </summary>
internal sealed partial class SeverityInversionDetector : ITextDetector
{
    private const int MostTimes = 12;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<Item> list = [];
        HashSet<string> reported = [];
        TextSpan end = new(text.Folded.Length, text.Folded.Length);
        foreach (TextSpan line in text.Lines.Append(end))
        {
            Item? item = line.Length > 0 ? Read(text, LineSplitter.Trim(text.Folded, line)) : null;
            if (item is null ? line == end : list.Count > 0 && (item.Level <= list[^1].Level || item.Named != list[^1].Named))
            {
                foreach ((string key, TimeLength urgent, TimeLength other) in Inversions(list).Where(found => reported.Add(found.Key)))
                {
                    yield return text.Finding(
                        "severity_inversion",
                        "A less severe case has a shorter limit than a more severe one, so a customer is served sooner by reporting less; the figures look exchanged. "
                        + "Correct the figure, or confirm that the order is meant.",
                        WithVerb(text, urgent.Span),
                        WithVerb(text, other.Span));
                }

                list.Clear();
            }

            if (item is not null)
            {
                list.Add(item);
            }
        }
    }

    private static IEnumerable<(string Key, TimeLength Urgent, TimeLength Other)> Inversions(List<Item> list)
    {
        bool turned = list.Count > 1 && list[^1].Critical && !list[0].Critical;
        IEnumerable<Item> ordered = turned ? Enumerable.Reverse(list) : list;
        Dictionary<string, TimeLength> first = [];
        foreach (Item item in ordered)
        {
            foreach ((string kind, TimeLength time) in item.Times)
            {
                if (first.TryGetValue(kind, out TimeLength urgent) && urgent.Business == time.Business && time.Seconds < urgent.Seconds)
                {
                    yield return (string.Create(CultureInfo.InvariantCulture, $"{kind} {urgent.Seconds} {time.Seconds}"), urgent, time);
                    break;
                }
            }

            foreach ((string kind, TimeLength time) in item.Times)
            {
                // The most severe item of a kind is the one to compare with, so that one slip is one finding.
                first.TryAdd(kind, time);
            }
        }
    }

    private static Item? Read(AgreementText text, TextSpan line)
    {
        Match label = Label().Match(text.Folded, line.Start, Math.Min(line.Length, 60));
        if (!label.Success)
        {
            return null;
        }

        bool numbered = label.Groups["number"].Success;
        int level = numbered ? label.Groups["number"].ValueSpan[0] - '0' : Rank(label.Groups["name"].Value);
        List<(string Kind, TimeLength Time)> times = [];
        bool table = text.At(line).Contains('|') || text.At(line).Contains('\t');
        int column = 0;
        foreach (TimeLength time in TimeLength.In(text, line with { Start = label.Index + label.Length }).Take(MostTimes))
        {
            TextSpan before = new(Math.Max(line.Start, time.Span.Start - 70), time.Span.Start);
            Match? kind = text.In(before, Kind()).LastOrDefault();
            string name = table ? string.Create(CultureInfo.InvariantCulture, $"column {column++}") : kind is null ? "" : kind.Groups["respond"].Success ? "respond" : "resolve";
            if (name.Length > 0 && !text.Says(before, Every()) && times.TrueForAll(known => known.Kind != name))
            {
                times.Add((name, time));
            }
        }

        return times.Count > 0 ? new Item(level, !numbered, text.Says(line with { End = Math.Min(line.End, line.Start + 60) }, Critical()), times) : null;
    }

    private static int Rank(string name) => name[0] switch { 'c' or 'u' or 'b' when name is not "cosmetic" => 1, 'h' => 2, 's' => 2, 'm' when name is "major" => 2, 'm' or 'n' => 3, _ => name is "minor" ? 4 : 5 };

    /// <summary>"resolution within 24 hours": the time with the words that say what it is for.</summary>
    private static TextSpan WithVerb(AgreementText text, TextSpan time)
    {
        int line = text.Lines[text.LineOf(time.Start) - 1].Start;
        int from = Math.Max(line, time.Start - 70);
        return new TextSpan(text.In(new TextSpan(from, time.Start), Kind()).LastOrDefault() is { } verb && time.Start - verb.Index < 40 ? verb.Index : time.Start, time.End);
    }

    private sealed record Item(int Level, bool Named, bool Critical, List<(string Kind, TimeLength Time)> Times);

    [GeneratedRegex(@"^[-*\u2022|#\s(]{0,6}(?:\d{1,2}[.)]\s+)?(?:[a-z][a-z -]{0,30}\(?\s*)?\b(?:p|sev|severity|priority|level|s)[\s-]{0,2}(?:level\s)?(?<number>[1-6])\b|^[-*\u2022|#\s]{0,6}(?<name>critical|urgent|blocker|high|major|severe|medium|moderate|normal|low|minor|cosmetic)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:(?<respond>respon[ds]\w*|acknowledg\w*|first\s+reply|answer\w*|react\w*)|(?<resolve>resol[uv]\w*|restor\w*|fix(?:ed)?|repair\w*|recover\w*|solv\w*|solution|work-?around))\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\b(?:every|each|updates?|lasting|more\s+than|longer\s+than|escalat\w+(?:\s+\w+){0,2})\s+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Every();

    [GeneratedRegex(@"\b(?:critical|emergency|urgent|highest)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Critical();
}
