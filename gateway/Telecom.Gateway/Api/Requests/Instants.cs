using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Telecom.Gateway.Api.Requests;

/// <summary>Instants as callers write them: ISO 8601 with an offset, since one without would be a guess.</summary>
internal static class Instants
{
    /// <summary>What is allowed, for people.</summary>
    public const string Rule = "an ISO 8601 instant with an offset, like \"2026-11-30T12:00:00Z\"";

    private static readonly string[] s_forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Reads an instant of 1970 or later.</summary>
    /// <param name="text">The text.</param>
    /// <param name="us">Microseconds since the Unix epoch.</param>
    public static bool TryRead([NotNullWhen(true)] string? text, out long us)
    {
        us = 0;
        bool hasOffset = text is not null && (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-'));
        if (!hasOffset || !DateTimeOffset.TryParseExact(
            text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant))
        {
            return false;
        }

        us = (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return us >= 0;
    }

    /// <summary>An instant that was checked before; 0 for none.</summary>
    /// <param name="text">The text; null or empty for none.</param>
    public static long Us(string? text) => TryRead(text, out long us) ? us : 0;
}
