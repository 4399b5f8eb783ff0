using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Primitives;
using Telecom.Gateway.Identity.Certificates;
using Telecom.Gateway.Identity.Oidc;
using Telecom.Gateway.Identity.Sessions;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>
/// Finds out who calls: by the header "authorization" when there is one, otherwise by the client certificate of the connection, otherwise by
/// the cookie of a session, otherwise as developer. A credential that is refused is not replaced by a lesser one.
/// </summary>
internal sealed class IdentityResolver(
    KeyVerifier keys, OidcVerifier oidc, AgentVerifier agents, SessionVerifier sessions, SessionCookie cookie, DevelopmentIdentity development, GatewayMetrics metrics)
{
    private const string Scheme = "Bearer ";

    /// <summary>Who calls.</summary>
    /// <param name="context">The request.</param>
    /// <param name="authorization">What it had as "authorization".</param>
    /// <param name="session">The cookie that it had; null for none that counts.</param>
    public async ValueTask<IdentityVerdict> ResolveAsync(HttpContext context, StringValues authorization, string? session)
    {
        X509Certificate2? certificate = authorization.Count == 0 ? context.Connection.ClientCertificate : null;
        if (authorization.Count == 0 && certificate is null && session is null)
        {
            CallerIdentity? developer = development.For(context);
            metrics.IdentitySettled(developer is null ? "missing" : "development");
            return new IdentityVerdict(developer);
        }

        IdentityVerdict verdict =
            authorization.Count > 0 ? await WithHeaderAsync(authorization, context.RequestAborted)
            : certificate is not null ? await agents.VerifyAsync(certificate, context.RequestAborted)
            : await WithSessionAsync(context, session ?? "");
        metrics.IdentitySettled(verdict.Unavailable ? "unavailable" : verdict.Identity is null ? "refused" : "verified");
        return verdict;
    }

    private async ValueTask<IdentityVerdict> WithHeaderAsync(StringValues presented, CancellationToken cancellationToken)
    {
        // Two identities on one request are none.
        string text = presented.Count == 1 ? presented.ToString() : "";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return IdentityVerdict.Refused;
        }

        string credential = text[Scheme.Length..].Trim();
        return ApiKeySecret.TryParse(credential, out ApiKeySecret? secret) ? await keys.VerifyAsync(secret, cancellationToken)
            : OidcVerifier.IsShaped(credential) ? await oidc.VerifyAsync(credential, cancellationToken)
            : IdentityVerdict.Refused;
    }

    private async ValueTask<IdentityVerdict> WithSessionAsync(HttpContext context, string session)
    {
        if (!SameOrigin.Holds(context.Request))
        {
            return new IdentityVerdict(null, RpcFailure.PermissionDenied(
                "A session changes things only from a page of this host (\"Sec-Fetch-Site: same-origin\", or \"Origin\" of this host)."));
        }

        IdentityVerdict verdict = await sessions.VerifyAsync(session, context.RequestAborted);
        if (verdict.Standing == Credentials.CredentialStanding.Refused)
        {
            cookie.Clear(context);
        }

        return verdict;
    }
}
