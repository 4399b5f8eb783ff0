using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A slot of a template that was never filled in: words in square brackets, "&lt;insert name&gt;", "{{name}}", "TBD", "XX%", a line of underscores,
/// filler text. Brackets have honest uses as well (citations, editorial marks, links, altered letters, intervals), which are let through.
/// </summary>
internal sealed partial class PlaceholderDetector : ITextDetector
{
    private const string Message = "A placeholder was left in the text: whatever depends on it has no agreed value, so nothing can be computed from it. "
        + "Replace it by the agreed words or figure, or strike the clause.";

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<TextSpan> found = [];
        foreach (TextSpan line in text.Lines)
        {
            found.AddRange(Brackets().EnumerateIn(text.Source, line).Where(match => IsSlot(text, line, match)).Select(match => match.Span()));
            found.AddRange(Slots().EnumerateIn(text.Source, line).Where(match => !Markup().IsMatch(match.ValueSpan)).Select(match => match.Span()));
            if (!Signature().IsMatch(text.At(line)))
            {
                found.AddRange(Blanks().EnumerateIn(text.Source, line).Select(match => match.Span()));
            }
        }

        int end = -1;
        foreach (TextSpan span in found.OrderBy(span => span.Start).ThenByDescending(span => span.End))
        {
            if (span.Start >= end)
            {
                end = span.End;
                yield return text.Finding("placeholder_left_in_text", Message, span);
            }
        }
    }

    private static bool IsSlot(AgreementText text, TextSpan line, Match match)
    {
        string content = text.Folded.Substring(match.Index + 1, match.Length - 2).Trim();
        char before = match.Index > line.Start ? text.Folded[match.Index - 1] : ' ';
        int end = match.Index + match.Length;
        char after = end < line.End ? text.Folded[end] : ' ';
        if (char.IsLetterOrDigit(before) || before is ']' or '!' || after is '(' or '[' || char.IsLetterOrDigit(after) || (after == ':' && match.Index == line.Start))
        {
            // "credit[s]", "[t]he", "list[0]", "[words](link)", "[1]: address".
            return false;
        }

        bool counts = Unit().IsMatch(text.Folded.AsSpan(end, Math.Min(16, line.End - end)));
        return content.Length <= 1
            ? counts || (content is "\u2022" or "" or "?" && !Box().IsMatch(text.At(line)))
            : counts || (!Editorial().IsMatch(content) && !Citation().IsMatch(content) && !Interval().IsMatch(content));
    }

    [GeneratedRegex(@"\[[^\[\]\n]{0,80}\]", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Brackets();

    /// <summary>On the text as it stands: case tells "TBD" and "XX" from words.</summary>
    [GeneratedRegex(@"<<[^<>\n]{1,60}>>|&lt;[A-Za-z][^&\n]{0,60}&gt;|<[A-Za-z][A-Za-z0-9 _/.'\u2019-]{0,60}>|\{\{[^{}\n]{1,60}\}\}|\$?\{[A-Za-z][A-Za-z0-9 _.-]{0,40}\}|%%\w{1,40}%%"
        + @"|(?<![\w.])(?:TBD|TBA|TBC|TODO|FIXME|T\.B\.[DAC]\.?)(?!\w)|(?i:lorem\s+ipsum(?:\s+dolor)?)"
        + @"|(?<![\w$€£.])(?:[Xx]{2,5}(?:[.,][Xx]{1,3})?|X|#{2,3}|\?{1,3}|\d{1,2}\.[Xx]{1,3})\s?(?:%|(?i:per\s?cent|(?:business\s+|working\s+|calendar\s+)?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\b))"
        + @"|[$€£]\s?(?:[Xx]{1,4}|#{2,4})(?:[.,][Xx#]{1,3})*(?!\w)|(?<!\w)XXX+(?!\w)"
        + @"|\((?i:insert|enter|specify|fill\s+in|to\s+be\s+(?:inserted|completed|determined|defined|confirmed|agreed|advised))[^()\n]{0,60}\)"
        + @"|(?<!\b(?:format|form|as|written|style|pattern)\W{1,3})\b(?:DD|dd)(?<gap>[-/. ])(?:MM|mm)\k<gap>(?:YYYY|yyyy|YY|yy)\b|(?<!\b(?:format|form|as|written|style|pattern)\W{1,3})\bYYYY-MM-DD\b"
        + @"|\b(?i:insert|enter|fill\s+in)\s+(?:\w+\s+){1,4}(?i:here)\b|(?<=:\s{0,3})(?:\.{6,}|\u2026{2,})\s*$|(?<=\b(?:is|are)\s)(?i:to\s+be\s+(?:determined|defined|confirmed|agreed|advised))(?=\s*(?:[.;|]|$)|\s+(?:later|separately)\b)"
        + @"|(?<=[:|\-\u2013\u2014]\s{0,3})(?i:to\s+be\s+(?:inserted|completed|determined|defined|confirmed|agreed|advised))(?=\s*(?:[.;|,]|$))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Slots();

    /// <summary>Tags of HTML look like slots in angle brackets.</summary>
    [GeneratedRegex(@"^<(?:a|abbr|article|aside|b|big|blockquote|body|br|caption|center|code|col|dd|div|dl|dt|em|footer|form|h\d|head|header|hr|html|i|iframe|img|input|li|link|main|"
        + @"meta|nav|ol|p|pre|s|script|section|small|span|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|wbr)(?:[\s/][^>]*)?>$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patterns.Limit)]
    private static partial Regex Markup();

    [GeneratedRegex(@"_{3,}(?:\s?%)?|(?:\.{4,}|\u2026{2,})(?=\s{0,2}(?:%|hours?\b|days?\b|minutes?\b|per\s?cent))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Blanks();

    /// <summary>Rules across the page, and the lines where people sign, which are blank on purpose.</summary>
    [GeneratedRegex(@"^[\s_]*$|\b(?:signature|signed|by|name|title|date|place|witness|print(?:ed)?\s+name|position)\s?:?\s*_", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Signature();

    [GeneratedRegex(@"^\s?(?:%|per\s?cent|percent|(?:business|working|calendar)\s+days?|minutes?\b|mins?\b|hours?\b|hrs?\b|days?\b|weeks?\b|months?\b|years?\b)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Unit();

    [GeneratedRegex(@"^\s*(?:[-*\u2022]\s*)?\[\s?\]", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Box();

    [GeneratedRegex(@"^(?:sic|\.{2,3}|\u2026|edit|emphasis|citation|cf|see|ibid|note|footnote|fn|ref|refs|section|clause|article|annex|appendix|schedule|exhibit|fig|figure|table|page|p\.|pp\.|chapter|item|link|pdf|"
        + @"email|e-mail|back|top|reserved|intentionally|optional|deleted|omitted|redacted|removed|image|photo|logo|video|show|hide|toc|read|x$|"")(?:\W|$)|protected", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Editorial();

    /// <summary>"1", "2, 3", "4.2", "12-14", "a1"; standards such as "rfc 2544", "mef 10.3", "y.1731"; names with a year.</summary>
    [GeneratedRegex(@"^(?:\d{1,2}(?:\.\d{1,2}){1,3}|[a-z]?\d{1,4}(?:\s?[,;-]\s?[a-z]?\d{1,4})*|[a-z]\.\d{2,5}(?:[.\s][\w.]+)*|(?:rfc|itu|mef|ieee|iso|iec|etsi|3gpp|ietf|nist|ansi|bs|din|en|ts|tr|tm\s?forum)\W?.*\d.*|[a-z]{2,}(?:\s[a-z.]+){0,4},?\s?(?:19|20)\d\d[a-z]?)$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Citation();

    [GeneratedRegex(@"^[\d.]+\s?%?\s?(?:,|;|-|\.\.|to)\s?[\d.]+\s?%?$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Interval();
}
