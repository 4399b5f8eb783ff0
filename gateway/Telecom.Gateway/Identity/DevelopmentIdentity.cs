using System.Net;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>
/// Gives requests without a key an identity, for development. It must not be reachable from elsewhere, so it looks at more than the
/// peer's address: a proxy on this machine forwards requests of others, and a hostile web page in the developer's own browser can point
/// a name of its own at 127.0.0.1 (DNS rebinding).
/// </summary>
internal sealed class DevelopmentIdentity(
    IOptions<DevelopmentIdentityOptions> options, IOptions<GatewayIdentityOptions> identity, ITokenIssuer issuer)
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    /// <summary>The identity of a request that presents no key; null when it gets none.</summary>
    /// <param name="context">The request.</param>
    public CallerIdentity? For(HttpContext context)
    {
        if (!options.Value.Enabled || !IsPlainRead(context.Request) || !IsLocal(context))
        {
            return null;
        }

        var caller = new Caller("development", null, options.Value.ParsedRoles(), null);
        return new CallerIdentity(caller, issuer.Issue(caller, identity.Value.TokenLifetime), new DevelopmentCredential());
    }

    private static bool IsPlainRead(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.IsGrpc();

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote)
        && IsLoopbackName(context.Request.Host.Host)
        && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey)
        && context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? literal) && IPAddress.IsLoopback(literal));
}
