using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A credit "for every 1 % of downtime" that does not say what a part of a step earns: nothing, its share, or the whole step. Words such as
/// "full", "started", "or part thereof" and "pro rata" settle it.
/// </summary>
internal sealed partial class CreditStepDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text) =>
        from hit in text.All(Step()).Concat(text.All(Reversed()))
        let sentence = text.Sentence(hit.Sentence)
        where text.Says(sentence, CreditWord()) && !text.Says(sentence, Settled()) && !text.Says(text.Sentence(hit.Sentence + 1), Settled())
        select text.Finding(
            "credit_step_ambiguous",
            "The credit is given per step, but not what a part of a step earns: whole steps, started steps and a pro-rata share give different amounts for the same outage. Add \"full\", \"or part thereof\" or \"pro rata\".",
            hit.Span);

    [GeneratedRegex("(?:" + Patterns.Percent + @"|[$\u20AC\u00A3]\s?\d[\d,.]{0,10}|\b(?:usd|eur|gbp)\s?\d[\d,.]{0,10})[^.;]{0,120}?\b(?:for\s+(?:every|each)|per\s+(?:every|each)|per(?=\s+\d))\s+(?:additional\s+|further\s+)?(?:" + Patterns.Percent
        + "|" + Patterns.Duration + @"|(?:hour|minute|day|percentage\s+point|percent|half[\s-]hour)\b)(?!\s+(?:on|in|during)\s+which)(?:\s+(?:of\s+|below\s+)?(?:" + Patterns.Outage + ")?)?", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Step();

    [GeneratedRegex(@"\bfor\s+(?:every|each)\s+(?:additional\s+|further\s+){0,2}(?:" + Patterns.Percent + "|" + Patterns.Duration + @"|(?:hour|minute|day|percentage\s+point|percent|half[\s-]hour)\b)(?!\s+(?:on|in|during)\s+which)[^.;]{0,120}?(?:" + Patterns.Percent
        + @"|[$\u20AC\u00A3]\s?\d)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Reversed();

    [GeneratedRegex(Patterns.Credit, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex CreditWord();

    [GeneratedRegex(@"\b(?:full|complete|completed|whole|entire|started|commenced|part\s+thereof|or\s+part|portion\s+thereof|fraction\s+thereof|any\s+part|partial|pro[\s-]?rata|prorated|pro-rated|proportion\w*|rounded|fractions?)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Settled();
}
