using System.Globalization;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>Instants as the service counts them.</summary>
internal static class Instants
{
    /// <summary>Microseconds since the Unix epoch.</summary>
    public static long ToMicroseconds(this DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of a text with an offset, "2026-03-29T00:50:00Z".</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.None);

    /// <summary>Microseconds since the Unix epoch of a text with an offset.</summary>
    public static long Us(string text) => At(text).ToMicroseconds();

    /// <summary>The instant of microseconds since the Unix epoch.</summary>
    public static DateTimeOffset FromMicroseconds(long us) => DateTimeOffset.UnixEpoch.AddTicks(us * TimeSpan.TicksPerMicrosecond);
}
