using System.Globalization;

namespace Telecom.Agent.Configuration;

/// <summary>Durations as they are written in the configuration: a number and a unit.</summary>
internal static class Durations
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>Reads "250ms", "1.5s", "5m", "6h" or "7d".</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        int digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        long ticks = Units.FirstOrDefault(u => u.Unit == text[digits..]).Ticks;
        duration = default;
        if (ticks == 0
            || !decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            || value > 100_000_000)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(value * ticks));
        return true;
    }

    /// <summary>Writes a duration in the greatest unit that it is a whole number of.</summary>
    public static string Format(TimeSpan duration)
    {
        (string unit, long ticks) = duration == TimeSpan.Zero ? Units[1] : Units.Last(u => duration.Ticks % u.Ticks == 0 || u.Unit == "ms");
        return (duration.Ticks / ticks).ToString(CultureInfo.InvariantCulture) + unit;
    }
}
