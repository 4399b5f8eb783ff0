using Microsoft.Extensions.Primitives;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity.Sessions;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>
/// Replaces the credential that a caller presents by a token of the gateway's own, which is all that the services believe. Whatever else a
/// caller says about who it is goes no further: a token that it brings along, and headers that pretend to come from a gateway.
/// </summary>
internal sealed class IdentityMiddleware(RequestDelegate next, IdentityResolver resolver, SessionCookie cookie)
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
        string? session = cookie.Read(context);
        Strip(context.Request.Headers);
        if (context.GetEndpoint()?.Metadata.GetMetadata<IdentityRequired>() is null)
        {
            await next(context);
            return;
        }

        StringValues presented = context.Request.Headers.Authorization;
        context.Request.Headers.Remove("Authorization");
        IdentityVerdict verdict = await resolver.ResolveAsync(context, presented, session);
        if (verdict.Identity is not { } identity)
        {
            await RefuseAsync(context, verdict.Failure);
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

    private static RpcFailure Unauthenticated() =>
        RpcFailure.Unauthenticated("The request needs one header \"authorization: Bearer {API key or token}\" with a key or token that is valid.");

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
