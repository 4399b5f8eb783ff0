using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using System.Globalization;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>What came of a request.</summary>
/// <param name="Status">Status of gRPC by name, or of HTTP by number.</param>
/// <param name="Reason">Machine-readable reason; null when there is none.</param>
/// <param name="RefusedAccess">
/// True when the caller was not let in or not allowed, also when it asked for what is another customer's: that is answered as if it were
/// not there, and the gateway cannot tell whether it is.
/// </param>
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
        bool refused = status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
            || (status == StatusCodes.Status404NotFound
                && (IsForeign(context, context.Features.Get<NamedResource>()?.Name)
                    || (context.Request.RouteValues.GetValueOrDefault("customer") is string customer && IsForeign(context, $"customers/{customer}"))));
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
        ErrorInfo? info = code == StatusCode.OK ? null : InfoIn(Field(context, RpcErrorDetails.TrailerName));
        bool refused = code is StatusCode.Unauthenticated or StatusCode.PermissionDenied
            || (code == StatusCode.NotFound && IsForeign(context, info?.Metadata.GetValueOrDefault("resource")));
        return new AuditOutcome(NameOf(code), info?.Reason, refused);
    }

    /// <summary>True when the caller belongs to a customer, and the resource to another.</summary>
    private static bool IsForeign(HttpContext context, string? resource) =>
        context.Features.Get<CallerIdentity>()?.Caller.Customer is { } own
        && resource?.Split('/', 3) is ["customers", var customer, ..]
        && customer != own;

    private static string Field(HttpContext context, string name)
    {
        string header = context.Response.Headers[name].ToString();
        return header.Length > 0 ? header : context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers[name].ToString() ?? "";
    }

    /// <summary>As the specification writes it: "PERMISSION_DENIED".</summary>
    private static string NameOf(StatusCode code) => code == StatusCode.OK
        ? "OK"
        : string.Concat($"{code}".Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    private static ErrorInfo? InfoIn(string details)
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '='));
            return Google.Rpc.Status.Parser.ParseFrom(bytes).Details
                .FirstOrDefault(any => any.Is(ErrorInfo.Descriptor))?.Unpack<ErrorInfo>();
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
