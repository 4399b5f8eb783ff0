using System.Globalization;

namespace Telecom.Sla.Domain.Cases;

/// <summary>Words for the explanation of a case.</summary>
internal static class CaseText
{
    private static readonly (long Us, string Unit)[] s_units = [(3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s"), (1, "us")];

    /// <summary>A level: its name, and the severity and cause that lead to it.</summary>
    public static string Name(CaseLevel level) => level.Cause is null ? $"{level.Name} ({level.Severity})" : $"{level.Name} ({level.Severity}, {level.Cause})";

    /// <summary>A duration in hours, minutes, seconds and microseconds, without the parts that are zero: "1 h 30 min".</summary>
    /// <param name="us">Microseconds; a negative duration has one sign in front.</param>
    public static string Duration(long us)
    {
        List<string> parts = [];
        decimal left = Math.Abs((decimal)us);
        foreach ((long size, string unit) in s_units)
        {
            decimal count = decimal.Floor(left / size);
            left -= count * size;
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}"));
            }
        }

        return parts.Count == 0 ? "0 s" : (us < 0 ? "-" : "") + string.Join(' ', parts);
    }

    /// <summary>A duration of the contract's basis.</summary>
    public static string Duration(long us, CaseTimeBasis basis) =>
        basis == CaseTimeBasis.WorkingHours ? $"{Duration(us)} of working time" : Duration(us);
}
