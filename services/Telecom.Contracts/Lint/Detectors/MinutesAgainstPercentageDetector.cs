using System.Globalization;
using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Availability promised twice, as a percentage and as minutes of downtime in a period. Both can hold only if the minutes are (1 - target)
/// times the period, for every length the period can have: a month has 28 to 31 days, so one figure fits a month only when the text names the
/// length or calls it an approximation. The two belong together when one sentence allows so much downtime at such a percentage, or when the
/// percentage stands in one of the two sentences before.
/// </summary>
internal sealed partial class MinutesAgainstPercentageDetector : ITextDetector
{
    private const int Far = 320;

    /// <summary>"5 minutes" for 5.26 is another limit and no rounding of it, unless the text calls it an approximation.</summary>
    private const decimal RoundingShare = 0.02m;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<(decimal? Value, TextSpan Span)> promised = [.. text.All(Promised()).Select(hit => (NumberText.Parse(hit.Match.Groups["number"].ValueSpan), hit.Span))];
        foreach (Hit hit in text.All(Allowance()))
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            TextSpan around = new(Math.Max(sentence.Start, hit.Match.Index - 60), Math.Min(sentence.End, hit.Span.End + 60));
            if (Seconds(hit.Match) is not { } stated || PeriodOf(text, sentence, hit) is not { } period || !IsAllowance(text, sentence, hit)
                || Target(text, hit, promised) is not { } target || text.Says(around, Planned()))
            {
                continue;
            }

            decimal[] days = NamedDays(text, sentence) is { } named ? [named] : Days(period);
            decimal missing = 1 - (target.Value / 100);
            decimal step = Step(hit.Match);
            bool approximate = text.Says(around, Approximate());
            bool[] fits = [.. days.Select(length => Rounds(missing * length * 86_400, stated, step, approximate))];
            bool loose = approximate || period == 'y';
            if (fits.All(fit => fit) || (loose && fits.Any(fit => fit)))
            {
                continue;
            }

            string allowed = string.Join(", ", days.Select(length => string.Create(CultureInfo.InvariantCulture, $"{missing * length * 1440:0.##} min in {length} days")));
            yield return text.Finding(
                "minutes_do_not_match_percentage",
                string.Create(CultureInfo.InvariantCulture, $"The stated downtime is not what {target.Value:0.#####} % leaves ({allowed}): an outage between the two figures is a breach by one and none by the other. ")
                + "Say which figure binds and call the other an illustration for a stated length of period.",
                hit.Span,
                target.Span);
        }
    }

    private static decimal? Seconds(Match match)
    {
        decimal? first = NumberText.Parse(match.Groups["value"].ValueSpan) * TimeLength.UnitSeconds(match.Groups["unit"].Value);
        return match.Groups["value2"].Success ? first + (NumberText.Parse(match.Groups["value2"].ValueSpan) * TimeLength.UnitSeconds(match.Groups["unit2"].Value)) : first;
    }

    /// <summary>True when the exact figure is written as stated, rounded or cut to the places that are written.</summary>
    private static bool Rounds(decimal exact, decimal stated, decimal step, bool approximate) =>
        (approximate || Math.Abs(exact - stated) <= exact * RoundingShare)
        && (decimal.Floor(exact / step) * step == stated || decimal.Round(exact / step, MidpointRounding.AwayFromZero) * step == stated);

    /// <summary>One unit in the last place that is written, in seconds.</summary>
    private static decimal Step(Match match)
    {
        string number = match.Groups[match.Groups["value2"].Success ? "value2" : "value"].Value;
        decimal unit = TimeLength.UnitSeconds(match.Groups[match.Groups["unit2"].Success ? "unit2" : "unit"].Value) ?? 1;
        int point = number.IndexOf('.', StringComparison.Ordinal);
        for (int places = point < 0 ? 0 : Math.Min(number.Length - point - 1, 9); places > 0; places--)
        {
            unit /= 10;
        }

        return unit;
    }

    private static char? PeriodOf(AgreementText text, TextSpan sentence, Hit hit)
    {
        if (hit.Match.Groups["period"].Success)
        {
            return Kind(hit.Match.Groups["period"].Value);
        }

        TextSpan head = ColumnHead.Above(text, hit.Match.Index);
        if (text.In(head, Period()).FirstOrDefault() is { } column)
        {
            return Kind(column.Value);
        }

        return text.In(sentence, Period()).MinBy(match => Math.Abs(match.Index - hit.Match.Index)) is { } near ? Kind(near.Value) : null;
    }

    private static char Kind(string word) => word[0] is 'a' ? 'y' : word[0];

    private static decimal[] Days(char period) => period switch
    {
        'y' => [365, 366],
        'q' => [90, 91, 92],
        'w' => [7],
        'd' => [1],
        _ => [28, 29, 30, 31],
    };

    private static decimal? NamedDays(AgreementText text, TextSpan sentence) =>
        text.In(sentence, MonthLength()).Select(match => NumberText.Parse(match.ValueSpan)).FirstOrDefault(days => days is >= 28 and <= 366);

    private static bool IsAllowance(AgreementText text, TextSpan sentence, Hit hit)
    {
        TextSpan before = new(Math.Max(sentence.Start, hit.Match.Index - 45), hit.Match.Index);
        if (text.Says(ColumnHead.Above(text, hit.Match.Index), Downtime()) && text.In(sentence, Percentage()).Count() == 1)
        {
            // A row with several percentages is a step of a credit schedule.
            return true;
        }

        bool limit = hit.Match.Groups["lead"].Success && hit.Match.Groups["period"].Success;
        return (text.Says(sentence, Subject()) || Equivalence().IsMatch(hit.Match.Value)) && !(text.Says(before, Trigger()) && !(limit && text.Says(before, For()))) && !text.Says(sentence, Example())
            && (hit.Match.Groups["lead"].Success || hit.Match.Groups["period"].Success || text.Says(before, Framing()));
    }

    /// <summary>The percentage it belongs to: the nearest before it, else after it, else in the sentences before; quoted where it is promised.</summary>
    private static (decimal Value, TextSpan Span)? Target(AgreementText text, Hit hit, List<(decimal? Value, TextSpan Span)> promised)
    {
        List<(decimal Value, TextSpan Span)> near = Percentages(text, text.Sentence(hit.Sentence));
        var beside = near.Where(item => item.Span.End <= hit.Match.Index).OrderByDescending(item => item.Span.End).Concat(near).ToList();
        for (int back = 1; back <= 2 && beside.Count == 0 && hit.Match.Groups["lead"].Success | hit.Match.Groups["period"].Success; back++)
        {
            beside.AddRange(Percentages(text, text.Sentence(hit.Sentence - back)).Where(item => hit.Match.Index - item.Span.End < Far).Reverse());
        }

        if (beside.Count == 0)
        {
            return null;
        }

        (decimal value, TextSpan span) = beside[0];
        int at = promised.FindIndex(other => other.Value == value);
        return (value, at < 0 ? span : promised[at].Span);
    }

    private static List<(decimal Value, TextSpan Span)> Percentages(AgreementText text, TextSpan sentence) =>
        [
            .. text.In(sentence, Percentage()).Select(match => (Value: NumberText.Parse(match.ValueSpan) ?? 0, Span: match.Span()))
                .Concat(text.In(sentence, Nines()).Select(match => (Value: OfNines(NumberText.Parse(match.ValueSpan) ?? 0), Span: match.Span())))
                .Where(item => item.Value is >= 90 and < 100).OrderBy(item => item.Span.Start),
        ];

    /// <summary>Five nines are 99.999.</summary>
    private static decimal OfNines(decimal count)
    {
        decimal missing = 100;
        for (int i = 0; i < count; i++)
        {
            missing /= 10;
        }

        return 100 - missing;
    }

    [GeneratedRegex(@"(?<lead>\b(?:no\s+more\s+than|not\s+more\s+than|at\s+most|up\s+to|(?:a\s+)?maximum(?:\s+of)?|not\s+exceed(?:ing)?|less\s+than|fewer\s+than|under|equals?|means|i\.e\.,?|that\s+is,?|allows?(?:\s+for)?|permits?|corresponds?\s+to|equivalent\s+to|translates?\s+to|limited\s+to)\s+(?:about\s+|approximately\s+|roughly\s+|a\s+total\s+of\s+)?)?"
        + "(?<value>" + Patterns.Number + @")[-\s]{0,2}(?<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|h|m)\b(?:\s?,?\s?(?:and\s+)?(?<value2>" + Patterns.Number + @")\s?(?<unit2>seconds?|secs?|s|minutes?|mins?|m)\b)?"
        + @"(?:\s+(?:of\s+)?(?:total\s+|cumulative\s+|unplanned\s+|unscheduled\s+|allowed\s+|service\s+)?" + Patterns.Outage + @")?(?:\s?/\s?|\s+(?:per|a|an|each|every|in\s+(?:any|a|each|one|every|the)|during\s+(?:any|a|each|the))\s+|\s+(?=(?:month|quarter|week|year|annual|dai)ly))?(?:\b(?:\d\d-day\s+|calendar\s+|billing\s+|given\s+|single\s+)?(?<period>(?:month|mo|year|annum|annual|yr|quarter|week|wk|dai|day)(?:ly)?)\b)?"
        + @"(?:\s+of\s+" + Patterns.Outage + ")?", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Allowance();

    [GeneratedRegex(@"\b(?:month|year|annual|quarter|week|day|dai)(?:ly|s)?\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Period();

    [GeneratedRegex(@"\b(?:28|29|30|31|365|366)(?=[-\s]days?\b)|\b(?:thirty|thirty[-\s]one)(?=[-\s]days?\b)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex MonthLength();

    [GeneratedRegex(Patterns.Percent, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"\b(?:at\s+least|not\s+less\s+than|no\s+less\s+than|minimum(?:\s+of)?|guarantee\w*)\s+(?<number>" + Patterns.Percent + ")", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Promised();

    [GeneratedRegex(Patterns.Outage + @"|\bunavailab|\b(?:uptime|availability|available|inaccessible)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Subject();

    [GeneratedRegex(@"(?:\b(?:lasting|longer\s+than|exceeds|exceeding|consecutive|each|every|within|after|before|from|respond\w*|resol\w+|interval\s+of|period\s+of)|(?<!\b(?:no|not)\s)\bmore\s+than|\bfor)\s+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Trigger();

    [GeneratedRegex(@"\bfor\s+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex For();

    /// <summary>The percentage before it and the length of time after it are said to be one thing.</summary>
    [GeneratedRegex(@"^(?:equals?|i\.e|that\s+is|corresponds?|equivalent|translates?)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Equivalence();

    [GeneratedRegex(@"\b(?:allowed|allowable|permitted|maximum|max\.?|tolerated|acceptable|corresponding|equivalent)\s+(?:\w+\s+){0,2}" + Patterns.Outage + "|^" + Patterns.Outage, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Downtime();

    [GeneratedRegex(@"\b(?:two|three|four|five|six|[2-6])[-\s]+(?:nines|9'?s)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Nines();

    [GeneratedRegex(@"\b(?:eligible|entitled|if\s+(?:you|the|an?|your)|invoice|fee|claim)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Example();

    [GeneratedRegex(@"[(=:|\u2248\u2264<-]\s?$|\b(?:is|or)\s+$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Framing();

    [GeneratedRegex(@"(?<!\b(?:without|excluding|no|outside|except)\s(?:\w+\s)?)\b(?:maintenance|planned\s+(?:work|downtime|outage)|scheduled|support|upgrade)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Planned();

    [GeneratedRegex(@"\b(?:about|approximately|approx|roughly|around|circa|illustrat\w+|average)\b|[~\u2248]", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Approximate();
}
