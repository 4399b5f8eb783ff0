using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Holidays or weekends are taken out of the count, and no calendar says which days they are: both differ from country to country. A named
/// country, a list, or the days of the week settle it.
/// </summary>
internal sealed partial class HolidayDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        if (text.Says(Defined()))
        {
            yield break;
        }

        foreach (Hit hit in text.All(Excluded()).Take(1))
        {
            yield return text.Finding(
                "holidays_and_weekends_undefined",
                "Days are left out of the count, but no calendar says which: weekends and holidays differ by country, and each day more or less changes the percentage. Name the days of the weekend and the country or list of holidays.",
                hit.Span);
        }
    }

    private const string Days = @"(?:(?:public|bank|national|statutory|official|legal)\s+)?(?:holidays?|weekends?)";

    [GeneratedRegex(@"\b(?:exclud(?:es?|ed|ing)|except(?:\s+(?:for|on))?|excepting|other\s+than|not\s+(?:includ\w+|count\w*|on)|without|outside(?:\s+of)?)\s+(?:all\s+|any\s+|the\s+|on\s+)?(?:" + Days + @"(?:\s*,\s*|\s+)(?:and|or|&)?\s*)?" + Days + @"\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Excluded();

    [GeneratedRegex(@"\b(?:holidays?|weekends?)""?\s+(?:means?|are|is|shall\s+mean|refers?|comprises?|observed|in\s+(?:the\s+)?[a-z]+|of\s+(?:the\s+)?[a-z]+|listed|published|as\s+(?:listed|published|defined|gazetted))\b|\bholiday\s+(?:calendar|list|schedule)\b|\b(?:calendar|list|schedule)\s+of\s+(?:public\s+|bank\s+)?holidays\b|"
        + @"\bweekends?\s*\((?:\w+\s*(?:,|and|&)?\s*){2,4}\)|\bgazetted\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Defined();
}
