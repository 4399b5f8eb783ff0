using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Core;

namespace Telecom.Hosting;

/// <summary>The id that ties a caller's error to the server's log.</summary>
internal static class CorrelationIds
{
    /// <summary>Request header that the gateway sets.</summary>
    public const string Header = "x-correlation-id";

    private const int MaxLength = 64;

    /// <summary>
    /// The caller's id when it has 1 to 64 of letters, digits, '-', '_' and '.'; otherwise the trace id; otherwise 32 random hexadecimal digits.
    /// Anything else is replaced, since the id is written to logs.
    /// </summary>
    public static string Of(ServerCallContext context)
    {
        string? sent = context.RequestHeaders.FirstOrDefault(e => !e.IsBinary && e.Key == Header)?.Value;
        if (sent is { Length: > 0 and <= MaxLength } && sent.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return sent;
        }

        return Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity
            ? activity.TraceId.ToHexString()
            : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }
}
