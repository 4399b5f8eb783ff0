using System.Globalization;
using Telecom.Storage.Log;

namespace Telecom.Storage.Redis.Log;

/// <summary>Stream ids ("milliseconds-counter") and positions.</summary>
internal static class StreamId
{
    /// <summary>The id of a position.</summary>
    public static string Of(LogPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Major}-{position.Minor}");

    /// <summary>The position of an id; the start when there is none.</summary>
    public static LogPosition Read(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return LogPosition.Start;
        }

        int dash = id.IndexOf('-', StringComparison.Ordinal);
        return new LogPosition(
            long.Parse(id.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture),
            long.Parse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
