using Microsoft.AspNetCore.Http.Features;

namespace Telecom.Gateway.Bodies;

/// <summary>Puts the limit of a body on what it is when inflated, too.</summary>
internal sealed class InflatedLimit(RequestDelegate next)
{
    /// <summary>Takes the limit away until the body is wrapped.</summary>
    /// <param name="limit">The limit; null on a server without one.</param>
    /// <returns>What it was.</returns>
    public static long? Lift(IHttpMaxRequestBodySizeFeature? limit)
    {
        if (limit is not { IsReadOnly: false, MaxRequestBodySize: { } bytes })
        {
            return null;
        }

        limit.MaxRequestBodySize = null;
        return bytes;
    }

    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request, whose body is inflated when it is read.</param>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit
            && context.Items.TryGetValue(typeof(InflatedLimit), out object? lifted) && lifted is long bytes)
        {
            limit.MaxRequestBodySize = bytes;
            context.Request.Body = new LimitedBody(context.Request.Body, limit);
        }

        return next(context);
    }
}
