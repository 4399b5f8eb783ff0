using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// A window that nobody can close: "within 7 days of the outage" when an outage has a beginning and an end, or a claim window that runs from
/// nothing at all. A window is anchored when it runs from an instant: an end, a beginning, a resolution, a receipt, an invoice, a date, named
/// after it or before it ("Upon resolution ... within fifteen days").
/// </summary>
internal sealed partial class WindowAnchorDetector : ITextDetector
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        for (int i = 0; i < text.Sentences.Count; i++)
        {
            TextSpan sentence = text.Sentences[i];
            List<TextSpan> open = [];
            foreach (Match match in text.In(sentence, Window()))
            {
                TextSpan before = new(sentence.Start, match.Index);
                TextSpan rest = new(match.Span().End, Math.Min(sentence.End, match.Span().End + 90));
                Match anchor = Anchor().Match(text.Folded, rest.Start, rest.Length);
                if (anchor.Success ? IsEvent(text, anchor.Span()) : (Deadline().IsMatch(match.Value) || IsClaim(text, sentence, before)) && !text.Says(before, AnchoredBefore()) && !text.Says(rest, AnchoredAfter()))
                {
                    open.Add(new TextSpan(match.Index, anchor.Success ? anchor.Index + anchor.Length : match.Span().End));
                }
            }

            if (open.Count > 0)
            {
                yield return text.Finding(
                    "window_anchor_ambiguous",
                    "The window does not say from which instant it runs; an outage has a beginning and an end, and a claim may be in time by one and too late by the other. "
                    + "Name the instant (end of the outage, receipt of the report, end of the month) and the zone in which days are counted.",
                    [.. open]);
            }
        }
    }

    private static bool IsEvent(AgreementText text, TextSpan anchor) => text.Says(anchor, Event()) && !text.Says(anchor, Instant());

    /// <summary>The customer must do something in time, or a claim must have been made.</summary>
    private static bool IsClaim(AgreementText text, TextSpan sentence, TextSpan before) =>
        text.Says(sentence, Claim()) && text.Says(before, Duty()) && !text.Says(before, ByProvider());

    [GeneratedRegex(@"\b(?:within|inside|(?:no\s+|not\s+)?later\s+than|(?:expires?|lapses?)(?:\s+after)?(?=\s+\S+\s+(?:\S+\s+){0,2}(?:after|following|from)\b)|in(?=\s+\S+\s+(?:\S+\s+){0,2}of\s+(?:the|an?|any|each|such)\s)|(?:claims?|notice|complaints?|disputes?|reporting)\s+(?:period|window|deadline)\s+(?:is|of)|(?:has|have)(?=\s+[^.;,]{1,30}\s(?:in\s+which\s+)?to\s+(?:claim|request|file|submit|notify|report|dispute)\b)|(?:no\s+more\s+than|up\s+to)(?=[^.;]{0,40}\s(?:after|following|from)\b)|in\s+the(?=\s+\S+\s+(?:\S+\s+){0,2}(?:after|following)\b)|during\s+the)\s+(?:a\s+(?:period|window)\s+of\s+|a\s+maximum\s+of\s+|the\s+first\s+)?"
        + Patterns.Duration + @"(?:'|'s)?", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Window();

    /// <summary>The words of the window say themselves that it is one for claims.</summary>
    [GeneratedRegex(@"^(?:claim|notice|complaint|dispute|reporting|has\b|have\b)", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Deadline();

    /// <summary>What the window runs from, up to the verb or the comma that ends it.</summary>
    [GeneratedRegex(@"^\s+(?:of|from|after|following|since)\s+(?:(?!(?:and|or|by|(?:up)?on\s+request|since|because|in\s+order|using|via|through|otherwise|if|unless|please|to)\b)[^\s,;.()]+[\s]*){1,9}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"\b(?:interruptions?|outages?|downtimes?|failures?|incidents?|events?|issues?|problems?|disruptions?|unavailab\w+|degradations?|faults?|occurrences?|errors?|delays?|breach(?:es)?|miss)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Event();

    [GeneratedRegex(@"\b(?:end|ends|ended|ending|close[sd]?|closure|closing|start|starts|started|begins?|began|beginning|commence\w*|onset|resol\w+|restor\w+|recover\w*|complet\w+|receipt|receiv\w+|receives|invoices?|"
        + @"report(?:s|ed|ing)?|notice|notif\w+|ticket|request\w*|submi\w+|discover\w*|detect\w*|aware|knowledge|learn\w*|month|quarter|billing|cycle|confirm\w*|approv\w*|expir\w*|terminat\w*|dates?|last|first|logged|opened|publication|posting|acknowledg\w*|became|occurr?ed)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Instant();

    [GeneratedRegex(@"\b(?:claims?|claimed|complain\w*|notify|notif\w+|notice|requests?|submit\w*|file|filed|filing|tickets?|disputes?|credits?|refunds?|report|reported|contact|inform)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Claim();

    [GeneratedRegex(@"\b(?:must|shall|should|has\s+to|have\s+to|(?:is|are)\s+to\s+be|may|required|need\s+to|needs\s+to|will)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Duty();

    /// <summary>What the provider does in time is a target, whose clock the case record starts.</summary>
    [GeneratedRegex(@"\b(?:we|provider|supplier|company|vendor|operator|carrier|team|support)\s+(?:will|shall|must|may)\b(?![^.;]*\b" + Patterns.Buyer + @"\s+(?:must|shall|should|will|may|need|has|have)\b)[^.;]*$|\b(?:will|shall|must)\s+be\s+(?:paid|issued|applied|credited|answered|acknowledged|resolved|processed|refunded|reviewed|confirmed|responded)\b"
        + @"|^(?!.*\b(?:" + Patterns.Buyer + @"|claims?|complaints?|requests?|notices?|disputes?|tickets?|reports?)\b).*$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Patterns.Limit)]
    private static partial Regex ByProvider();

    [GeneratedRegex(@"\b(?:upon|after|following|once|when|from|on)\b[^.;]{0,60}\b(?:resol\w+|restor\w+|end|ends|ended|receipt|receiv\w+|invoice|close[sd]?|closure|complet\w+|start|started|report\w*|notif\w+|confirm\w+|expiry|terminat\w+)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex AnchoredBefore();

    [GeneratedRegex(@"^[^.;]{0,50}\b(?:of|from|after|following|since|once|upon)\s+(?:[^.;,]{0,40}\s)?(?:resol\w+|restor\w+|end|ended|receipt|receiving|invoices?|closure|complet\w+|start|report\w*|notice|notif\w+|month|cycle|dates?|aware)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex AnchoredAfter();
}
