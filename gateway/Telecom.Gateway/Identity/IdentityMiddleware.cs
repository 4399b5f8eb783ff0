using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Telecom.Common.V1;
using Telecom.Gateway.Errors;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>
/// Replaces the key that a caller presents by a token of the gateway's own, which is all that the services believe. Whatever else a
/// caller says about who it is goes no further: a token that it brings along, and headers that pretend to come from a gateway.
/// </summary>
internal sealed class IdentityMiddleware(
    RequestDelegate next,
    KeyVerifier keys,
    DevelopmentIdentity development,
    IOptions<GatewayIdentityOptions> options,
    GatewayMetrics metrics)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] ForeignIdentity =
    [
        "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username", "X-Forwarded-Access-Token",
        "X-Forwarded-Client-Cert", "X-Remote-User", "Remote-User", "X-User", "X-Auth-Request-User", "X-Auth-Request-Email", "Cookie",
        "Proxy-Authorization",
    ];

    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        Strip(context.Request.Headers);
        if (context.GetEndpoint()?.Metadata.GetMetadata<IdentityRequired>() is null)
        {
            await next(context);
            return;
        }

        StringValues presented = context.Request.Headers.Authorization;
        context.Request.Headers.Remove("Authorization");
        (CallerIdentity? identity, RpcFailure? failure) = presented.Count == 0 ? WithoutKey(context) : await WithKeyAsync(context, presented);
        if (identity is null)
        {
            await RefuseAsync(context, failure);
            return;
        }

        context.Request.Headers.Authorization = Scheme + identity.Token;
        context.Features.Set(identity);
        await next(context);
    }

    private static Task RefuseAsync(HttpContext context, RpcFailure? failure)
    {
        if (failure is null && !context.Request.IsGrpc())
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"telecom\"";
        }

        return context.RefuseAsync(failure ?? Unauthenticated());
    }

    private (CallerIdentity? Identity, RpcFailure? Failure) WithoutKey(HttpContext context)
    {
        CallerIdentity? identity = development.For(context);
        metrics.IdentitySettled(identity is null ? "missing" : "development");
        return (identity, null);
    }

    private async ValueTask<(CallerIdentity? Identity, RpcFailure? Failure)> WithKeyAsync(HttpContext context, StringValues presented)
    {
        // Two identities on one request are none.
        string text = presented.Count == 1 ? presented.ToString() : "";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !ApiKeySecret.TryParse(text[Scheme.Length..].Trim(), out ApiKeySecret? secret))
        {
            metrics.IdentitySettled("refused");
            return (null, null);
        }

        KeyVerdict verdict = await keys.VerifyAsync(secret, context.RequestAborted);
        metrics.IdentitySettled(verdict.Unavailable ? "unavailable" : verdict.Identity is null ? "refused" : "verified");
        return (verdict.Identity, verdict.Unavailable ? Away() : null);
    }

    private RpcFailure Away() => RpcFailure.Unavailable(
        ErrorReason.DependencyUnavailable, "The key cannot be checked now: the catalogue does not answer.", options.Value.RetryAfter);

    private static RpcFailure Unauthenticated() =>
        RpcFailure.Unauthenticated("The request needs one header \"authorization: Bearer {API key}\" with a key that is valid.");

    private static void Strip(IHeaderDictionary headers)
    {
        foreach (string name in headers.Keys.Where(name => name.StartsWith("x-telecom-", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            _ = headers.Remove(name);
        }

        foreach (string name in ForeignIdentity)
        {
            _ = headers.Remove(name);
        }
    }
}
