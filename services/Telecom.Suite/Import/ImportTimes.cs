using System.Globalization;

namespace Telecom.Suite.Import;

/// <summary>Instants of files.</summary>
internal static class ImportTimes
{
    private const decimal SecondsFrom2000 = 946_684_800;

    /// <summary>
    /// Reads an instant: ISO 8601 with an offset ("2026-11-22T10:00:00Z"), or a Unix time whose size tells its unit, since instants lie
    /// between the years 2000 and 5000: seconds (decimals allowed), milliseconds, microseconds, nanoseconds.
    /// </summary>
    /// <returns>Microseconds since the Unix epoch; null when it is neither.</returns>
    public static long? Read(string text)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number))
        {
            decimal? seconds = number switch
            {
                < SecondsFrom2000 => null,
                < SecondsFrom2000 * 100 => number,
                < SecondsFrom2000 * 100_000 => number / 1000,
                < SecondsFrom2000 * 100_000_000 => number / 1_000_000,
                < SecondsFrom2000 * 100_000_000_000 => number / 1_000_000_000,
                _ => null,
            };
            return (long?)(seconds * 1_000_000);
        }

        // An instant without an offset would be a guess.
        bool hasOffset = text.EndsWith('Z') || text.EndsWith('z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant)
            ? (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
            : null;
    }
}
