using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Deadlines in business days or business hours without a word on which days and hours those are. A definition, named weekdays beside
/// the words, or opening hours settle it.
/// </summary>
internal sealed partial class BusinessCalendarDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        if (text.Says(Defined()) || (text.Says(Weekdays()) && text.Says(Opening())))
        {
            yield break;
        }

        foreach (Hit hit in text.All(Used()).Take(1))
        {
            yield return text.Finding(
                "business_calendar_undefined",
                "A deadline is counted in business time, but the text names neither the working days and hours nor the holidays, nor whose they are: the deadline cannot be computed. Define them, with the place whose calendar holds.",
                hit.Span);
        }
    }

    [GeneratedRegex(@"\b(?:(?:within|in|after|by|next|no\s+later\s+than)\s+)?(?:(?:the\s+next|next|" + Patterns.Number + @")[-\s]+)?(?:business|working|office)[-\s]+(?:days?|hours?)\b(?:\s+(?:of|from|after|following)\s+(?:such|the|an?|this|that)\s+[a-z]+)?", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Used();

    [GeneratedRegex(@"\b(?:business|working|office)[-\s]+(?:days?|hours?)""?\s*(?:\([^()]{0,60}\)\s*)?(?:means?\b|shall\s+mean|are\b|is\s+(?:any|a|defined)|is\s+every|refers?\b|run\b|:|=)|\b(?:business|working|office)[-\s]+(?:days?|hours?)\b[^.;]{0,40}\b(?:monday|mon\b|sunday|\d\d?[:.]\d\d|\d\s?[ap]\.?m)|\b(?:monday|mon)\b[^.;]{0,90}\b(?:business|working|office)[-\s]+(?:days?|hours?)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Defined();

    [GeneratedRegex(@"\b(?:monday|mon|sunday|sun)\s*(?:-|to|through|until)\s*(?:friday|fri|thursday|thu)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Weekdays();

    [GeneratedRegex(@"\b(?:business|working|office|support)[-\s]+hours\s+(?:are|:)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Opening();
}
