using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using System.Globalization;
using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>What came of a request.</summary>
/// <param name="Status">Status of gRPC by name, or of HTTP by number.</param>
/// <param name="Reason">Machine-readable reason; null when there is none.</param>
/// <param name="RefusedAccess">True when the caller was not let in or not allowed.</param>
internal sealed record AuditOutcome(string Status, string? Reason, bool RefusedAccess)
{
    /// <summary>What came of a request that is over.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failed">True when handling it threw.</param>
    public static AuditOutcome Of(HttpContext context, bool failed) => context.Request.IsGrpc() ? OfGrpc(context, failed) : OfHttp(context, failed);

    private static AuditOutcome OfHttp(HttpContext context, bool failed)
    {
        int status = context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest
            : failed ? StatusCodes.Status500InternalServerError
            : context.Response.StatusCode;
        object? reason = null;
        _ = context.Features.Get<ProblemDetails>()?.Extensions.TryGetValue("reason", out reason);
        bool refused = status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden;
        return new AuditOutcome(status.ToString(CultureInfo.InvariantCulture), reason as string, refused);
    }

    private static AuditOutcome OfGrpc(HttpContext context, bool failed)
    {
        // In the headers when there is nothing else to the answer.
        string status = Field(context, "grpc-status");
        StatusCode code = int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Enum.IsDefined((StatusCode)number)
            ? (StatusCode)number
            : context.RequestAborted.IsCancellationRequested ? StatusCode.Cancelled
            : failed ? StatusCode.Internal
            : StatusCode.Unknown;
        return new AuditOutcome(
            NameOf(code), ReasonIn(Field(context, RpcErrorDetails.TrailerName)), code is StatusCode.Unauthenticated or StatusCode.PermissionDenied);
    }

    private static string Field(HttpContext context, string name)
    {
        string header = context.Response.Headers[name].ToString();
        return header.Length > 0 ? header : context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers[name].ToString() ?? "";
    }

    /// <summary>As the specification writes it: "PERMISSION_DENIED".</summary>
    private static string NameOf(StatusCode code) => code == StatusCode.OK
        ? "OK"
        : string.Concat($"{code}".Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    private static string? ReasonIn(string details)
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '='));
            return Google.Rpc.Status.Parser.ParseFrom(bytes).Details
                .FirstOrDefault(any => any.Is(ErrorInfo.Descriptor))?.Unpack<ErrorInfo>().Reason;
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
