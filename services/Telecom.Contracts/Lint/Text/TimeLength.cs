using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>A length of time in an agreement.</summary>
/// <param name="Seconds">Its length in seconds, a month taken as 30 days and a year as 365: for comparing, never for rating.</param>
/// <param name="Business">True for business or working time, which does not compare with elapsed time.</param>
/// <param name="Span">Where it stands.</param>
internal readonly partial record struct TimeLength(decimal Seconds, bool Business, TextSpan Span)
{
    /// <summary>The lengths of time in a stretch; of a range the upper end, which is what binds.</summary>
    public static IEnumerable<TimeLength> In(AgreementText text, TextSpan span) =>
        text.In(span, Length()).Select(Of).OfType<TimeLength>();

    /// <summary>One length from a match with the groups "value" and "unit".</summary>
    public static TimeLength? Of(Match match) =>
        NumberText.Parse(match.Groups["value"].ValueSpan) is { } value && UnitSeconds(match.Groups["unit"].Value) is { } unit
            ? new TimeLength(value * unit, Kind().IsMatch(match.Groups["unit"].ValueSpan), match.Span())
            : null;

    /// <summary>Seconds of a unit ("business days", "min"); none: null.</summary>
    public static decimal? UnitSeconds(string folded)
    {
        string unit = folded[(folded.LastIndexOfAny([' ', '\n']) + 1)..];
        return unit switch
        {
            "ms" => 0.001m,
            _ when unit.StartsWith("mil", StringComparison.Ordinal) || unit.StartsWith("mse", StringComparison.Ordinal) => 0.001m,
            _ when unit.StartsWith("mo", StringComparison.Ordinal) => 30 * 86_400,
            _ when unit.StartsWith('s') => 1,
            _ when unit.StartsWith('m') => 60,
            _ when unit.StartsWith('h') => 3600,
            _ when unit.StartsWith('d') => 86_400,
            _ when unit.StartsWith('w') => 7 * 86_400,
            _ when unit.StartsWith('q') => 90 * 86_400,
            _ when unit.StartsWith('y') => 365 * 86_400,
            _ => null,
        };
    }

    [GeneratedRegex("(?<value>" + Patterns.Number + @")[-\s]{0,3}(?<unit>" + Patterns.TimeUnit + ")", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Length();

    [GeneratedRegex("business|working", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Kind();
}
