namespace Telecom.Storage.Sqlite.Files;

/// <summary>Instants and durations as they are stored.</summary>
internal static class Microseconds
{
    /// <summary>Microseconds since the Unix epoch.</summary>
    public static long Of(DateTimeOffset instant) => Of(instant - DateTimeOffset.UnixEpoch);

    /// <summary>Microseconds of a duration.</summary>
    public static long Of(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;
}
