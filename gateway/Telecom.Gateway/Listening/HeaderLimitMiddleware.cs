using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Telecom.Gateway.Errors;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>
/// Answers requests with too many headers, or too large ones, with 431 (RFC 6585, 5), or RESOURCE_EXHAUSTED for gRPC. The connection and the
/// other calls on it go on.
/// </summary>
internal sealed class HeaderLimitMiddleware(RequestDelegate next, IOptions<ConnectionLimits> limits)
{
    private readonly ConnectionLimits _limits = limits.Value;

    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } reading)
        {
            // HTTP/1.1 only: the one version where the rate can be set for a request.
            reading.MinDataRate = _limits.ResponseRate();
        }

        (long bytes, int count) = Measure(context.Request.Headers);
        return bytes > _limits.MaxHeaderBytes ? RefuseAsync(context, "bytes of headers", bytes, _limits.MaxHeaderBytes)
            : count > _limits.MaxHeaders ? RefuseAsync(context, "headers", count, _limits.MaxHeaders)
            : next(context);
    }

    private static (long Bytes, int Count) Measure(IHeaderDictionary headers)
    {
        long bytes = 0;
        int count = 0;
        foreach ((string name, StringValues values) in headers)
        {
            foreach (string? value in values)
            {
                count++;
                bytes += name.Length + (value?.Length ?? 0);
            }
        }

        return (bytes, count);
    }

    private static Task RefuseAsync(HttpContext context, string what, long sent, int limit)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"The request has {sent} {what}; allowed are {limit}.");
        return context.Request.IsGrpc()
            ? GrpcStatusWriter.WriteAsync(context, RpcFailure.ResourceExhausted(message))
            : TypedResults.Problem(ProblemMapping.Create(
                StatusCodes.Status431RequestHeaderFieldsTooLarge, "LIMIT_EXCEEDED", "A limit was exceeded", message, context.GetCorrelationId()))
                .ExecuteAsync(context);
    }
}
