using System.Globalization;
using System.Text.Json;

namespace Telecom.Gateway.Api;

/// <summary>Instants and durations as the JSON API shows them.</summary>
internal static class Figures
{
    private const decimal MicrosecondsPerMinute = 60_000_000m;
    private static readonly long FirstUs = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long LastUs = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>
    /// An instant, written as ISO 8601 in UTC with up to 6 decimals of a second. What lies beyond the years 1 to 9999 is shown as their first
    /// or last microsecond: one odd entry must not keep a list from being shown.
    /// </summary>
    /// <param name="us">Microseconds since the Unix epoch.</param>
    public static DateTime Instant(long us) => DateTime.UnixEpoch.AddTicks(Math.Clamp(us, FirstUs, LastUs) * TimeSpan.TicksPerMicrosecond);

    /// <summary>An instant; null for 0, which stands for none.</summary>
    /// <param name="us">Microseconds since the Unix epoch.</param>
    public static DateTime? InstantOrNull(long us) => us == 0 ? null : Instant(us);

    /// <summary>Minutes with 4 decimals, half up, as text, so that no reader turns them into a binary fraction.</summary>
    /// <param name="us">Microseconds.</param>
    public static string Minutes(long us) =>
        Math.Round(us / MicrosecondsPerMinute, 4, MidpointRounding.AwayFromZero).ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>The text; null when it is empty, which stands for "nothing was measured" or "no limit".</summary>
    /// <param name="text">A text of a gRPC message.</param>
    public static string? OrNull(string text) => text.Length == 0 ? null : text;

    /// <summary>The last part of a resource name.</summary>
    /// <param name="name">For example "customers/acme/circuits/north-1".</param>
    public static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The value of an enumeration as a code in lower case with underscores, for example "in_progress"; a number that is none as "unknown".</summary>
    /// <param name="value">The value.</param>
    public static string Code<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Enum.IsDefined(value) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) : "unknown";

    /// <summary>As the other one, for a type that is known at run time only.</summary>
    /// <param name="value">A value of an enumeration.</param>
    public static string Code(object value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString() ?? "");

    /// <summary>Bytes as hexadecimal digits in lower case.</summary>
    /// <param name="bytes">The bytes.</param>
    public static string Hex(Google.Protobuf.ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
