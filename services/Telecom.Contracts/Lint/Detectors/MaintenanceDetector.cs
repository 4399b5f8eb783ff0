using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Maintenance is taken out of downtime, but the text never says what makes work maintenance: no definition, no notice, no window. Without it
/// any outage can be called maintenance afterwards.
/// </summary>
internal sealed partial class MaintenanceDetector : ITextDetector
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
            Match quote = hit.Match.Groups["tail"].Success && hit.Match.Length > 60 ? Kind().Match(text.Folded, hit.Match.Index, hit.Match.Length) : hit.Match;
            yield return text.Finding(
                "maintenance_undefined",
                "Maintenance does not count as downtime, but nothing says what qualifies: no notice, no window, no longest duration. An outage may or may not be owed for, as one likes. Define it by prior notice and by when and how long it may last.",
                quote.Span());
        }
    }

    private const string Work = @"(?:scheduled|planned|routine|regular|preventive|necessary)\s+(?:or\s+\w+\s+)?(?:maintenance|downtime|outages?|works?|upgrades?)(?:\s+windows?)?";

    [GeneratedRegex(@"\b(?:exclud(?:es?|ed|ing)|except(?:\s+for)?|excepting|other\s+than|apart\s+from|not\s+(?:include|including|count)|without|outside(?:\s+of)?|less|minus)\b(?<tail>[^.;]{0,70}?)\b" + Work + @"\b|\b" + Work
        + @"\b[^.;]{0,60}\b(?:is|are|will\s+be|shall\s+be)\s+(?:excluded|not\s+(?:counted|included|considered|treated|deemed))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Excluded();

    [GeneratedRegex(Work, RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\b(?:maintenance|planned\s+(?:downtime|outages?|works?)|scheduled\s+(?:downtime|outages?|works?))\b[^.;]{0,30}""?\s*(?:\([^()]{0,40}\)\s*)?\b(?:means|shall\s+mean|refers|is\s+defined|denotes)\b|\b(?:maintenance|planned\s+works?|scheduled\s+downtime)\b[^.]{0,160}\b(?:notice|notif\w+|announc\w+|in\s+advance|prior|beforehand|"
        + @"between\s+\d|from\s+\d\d?[:.]?\d*|sundays?|saturdays?|(?:hours|minutes)\s+(?:per|a|each)\s+(?:month|week))\b|\b(?:notice|notif\w+|announc\w+|advance)\b[^.]{0,100}\bmaintenance\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Defined();
}
