using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// "90 % of the time" for things that are counted, as tasks, requests or calls: a share of the things, or of the time slices of the month?
/// A quiet night counts for nothing in the one and for much in the other. For availability, time is the right measure.
/// </summary>
internal sealed partial class StatisticDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(OfTheTime())
        let sentence = text.Sentence(hit.Sentence)
        where text.Says(sentence, Counted()) && text.Says(sentence, Done()) && !text.Says(sentence, State())
        select text.Finding(
            "statistic_ambiguous",
            "Single things are counted, but the share is one of time: a share of all of them and a share of the time slices give different results for one month. Say \"of the requests submitted in the month\".",
            hit.Span);

    [GeneratedRegex(Patterns.Percent + @"\s+of\s+(?:the\s+)?time(?:\s+(?:in|during|over|per|within|each|every)\s+(?:(?:any|a|the|each|every|one|given)\s+)?(?:calendar\s+|billing\s+)?(?:month|week|year|quarter|day|period))?\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex OfTheTime();

    [GeneratedRegex(@"\b(?:tasks?|requests?|calls|tickets?|jobs?|orders?|messages?|transactions?|incidents?|e-?mails?|queries|cases|deliveries|installations?|visits?|issues|reports)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(?:within|in\s+under|in\s+less|less\s+than|begin|start\w*|complet\w+|answer\w*|respond\w*|process\w*|deliver\w*|resolv\w+|execut\w+|acknowledg\w+|succeed|handled)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Done();

    [GeneratedRegex(@"\b(?:is|be|are|remains?)\s+(?:\w+\s+){0,2}(?:available|operational|up|online|reachable)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex State();
}
