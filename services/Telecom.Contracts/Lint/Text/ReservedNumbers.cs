using System.Globalization;
using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>Clause numbers that a line says are left out on purpose: "3-5. Reserved", "Section 4 intentionally left blank".</summary>
/// <param name="Chapter">The numbers above the last, as "2." of 2.3; empty for 3.</param>
/// <param name="First">The first number left out.</param>
/// <param name="Last">The last number left out.</param>
internal readonly partial record struct ReservedNumbers(string Chapter, int First, int Last)
{
    /// <summary>The numbers of a line; none: null.</summary>
    public static ReservedNumbers? Read(AgreementText text, TextSpan line)
    {
        Match match = Reserved().Match(text.Folded, line.Start, line.Length);
        if (!match.Success)
        {
            return null;
        }

        int first = int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
        int last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].ValueSpan, CultureInfo.InvariantCulture) : first;
        return last >= first ? new ReservedNumbers(match.Groups["chapter"].Value, first, last) : null;
    }

    [GeneratedRegex(@"^(?:\W{0,6})(?:(?:clause|section|article|paragraph|item|schedule|annex)s?\s{1,3})?(?<chapter>(?:\d{1,2}\.){0,4})(?<first>\d{1,3})[.)]?(?:\s?(?:-|to|and|through|,|&)\s?(?:\k<chapter>)?(?<last>\d{1,3}))?[.):]?\W{1,6}(?:[a-z]+\s){0,3}(?:reserved|intentionally|deliberately|deleted|omitted|not\s+used|left\s+(?:blank|empty)|void|vacant)\b",
        RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Reserved();
}
