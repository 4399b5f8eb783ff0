using System.Globalization;
using System.Text;
using Grpc.Core;
using Telecom.Hosting;

namespace Telecom.Gateway.Errors;

/// <summary>Writes gRPC statuses that no backend wrote (gRPC over HTTP/2, "Responses").</summary>
internal static class GrpcStatusWriter
{
    private const string Status = "grpc-status";
    private const string Message = "grpc-message";

    /// <summary>
    /// Answers with the status alone. It goes into the headers ("Trailers-Only"): a client that decides about retries sees it there, and
    /// Kestrel sends one HEADERS frame that ends the stream.
    /// </summary>
    /// <param name="context">The request; nothing may have been sent yet.</param>
    /// <param name="failure">The failure.</param>
    public static async Task WriteAsync(HttpContext context, RpcFailure failure)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = GrpcRequests.ContentType;
        foreach ((string name, string value) in Fields(failure, context.GetCorrelationId()))
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.CompleteAsync();
    }

    /// <summary>Ends a response that has begun with the status in its trailers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">The failure.</param>
    public static async Task EndAsync(HttpContext context, RpcFailure failure)
    {
        foreach ((string name, string value) in Fields(failure, context.GetCorrelationId()))
        {
            context.Response.AppendTrailer(name, value);
        }

        await context.Response.CompleteAsync();
    }

    private static IEnumerable<(string Name, string Value)> Fields(RpcFailure failure, string correlationId)
    {
        RpcException wire = ErrorStatus.ToException(failure, correlationId);
        yield return (Status, ((int)wire.StatusCode).ToString(CultureInfo.InvariantCulture));
        yield return (Message, Escape(wire.Status.Detail));
        foreach (Metadata.Entry trailer in wire.Trailers.Where(trailer => trailer.IsBinary))
        {
            // Binary metadata is base64; padding is left out, as the specification recommends.
            yield return (trailer.Key, Convert.ToBase64String(trailer.ValueBytes).TrimEnd('='));
        }
    }

    /// <summary>Percent-encodes everything but printable ASCII, and "%" itself.</summary>
    private static string Escape(string message)
    {
        var escaped = new StringBuilder(message.Length);
        foreach (byte b in Encoding.UTF8.GetBytes(message))
        {
            _ = b is >= 0x20 and <= 0x7e and not (byte)'%' ? escaped.Append((char)b) : escaped.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return escaped.ToString();
    }
}
