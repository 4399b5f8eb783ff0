using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Identity.Oidc;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>
/// Begins sessions, and finds out whom their cookies speak for. Every gateway knows every session; kept are only those that were ended here.
/// </summary>
internal sealed class SessionVerifier(
    SessionTokens tokens,
    EndedSessions ended,
    KeyVerifier keys,
    OidcKeys oidcKeys,
    ITokenIssuer issuer,
    IOptions<BrowserSessionOptions> options,
    IOptions<OidcOptions> oidc,
    IOptions<GatewayIdentityOptions> identity,
    TimeProvider timeProvider)
{
    private readonly ExpiringCache<IdentityVerdict> _tokens = new(identity.Value.CacheEntries, timeProvider);

    /// <summary>Begins a session.</summary>
    /// <param name="from">Who shows a key or a token.</param>
    /// <returns>Content of the cookie, and the session.</returns>
    /// <exception cref="RpcFailure">PERMISSION_DENIED without a key or token of a person.</exception>
    public (string Text, SessionCredential Session) Begin(CallerIdentity from)
    {
        DateTimeOffset end = timeProvider.GetUtcNow() + options.Value.Lifetime;
        DateTimeOffset expires = from.Credential.ExpiresAt is { } sourceEnd && sourceEnd < end ? sourceEnd : end;
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        SessionTicket ticket = from.Credential switch
        {
            KeyCredential key when from.Caller.Agent is null => new SessionTicket(id, expires, key.Secret, null),
            OidcCredential { ExpiresAt: { } tokenEnd } token =>
                new SessionTicket(id, expires, null, new SessionTicket.OidcToken(oidc.Value.Issuer, token.Id, token.KeyThumbprint, tokenEnd, from.Caller)),
            _ => throw RpcFailure.PermissionDenied("A session begins with the API key or the token of a person."),
        };
        return (tokens.Write(ticket), new SessionCredential(ended, from.Credential, id, expires));
    }

    /// <summary>Whom a cookie speaks for.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public async ValueTask<IdentityVerdict> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(text) is not { } ticket || ended.Has(ticket.Id))
        {
            return IdentityVerdict.Refused;
        }

        IdentityVerdict verdict = ticket switch
        {
            { Key: { } key } => await keys.VerifyAsync(key, cancellationToken),
            { Token: { } token } => VerifyToken(token, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))),
            _ => IdentityVerdict.Refused,
        };
        return verdict.Identity is { } found
            ? new IdentityVerdict(found with { Credential = new SessionCredential(ended, found.Credential, ticket.Id, ticket.ExpiresAt) })
            : verdict;
    }

    private IdentityVerdict VerifyToken(SessionTicket.OidcToken token, string hash)
    {
        if (!oidc.Value.Enabled || oidc.Value.Issuer != token.Issuer || token.ExpiresAt <= timeProvider.GetUtcNow())
        {
            return IdentityVerdict.Refused;
        }

        if (!oidcKeys.Known)
        {
            return new IdentityVerdict(null, RpcFailure.Unavailable(
                ErrorReason.DependencyUnavailable,
                "The session cannot be checked now: the identity provider's keys are not known yet.",
                identity.Value.RetryAfter));
        }

        if (!oidcKeys.Has(token.KeyThumbprint))
        {
            return IdentityVerdict.Refused;
        }

        // A token for the services is good for many requests.
        if (!_tokens.TryGet(hash, out IdentityVerdict? verdict))
        {
            var source = new OidcCredential(oidcKeys, token.Id, token.KeyThumbprint, token.ExpiresAt);
            verdict = new IdentityVerdict(new CallerIdentity(token.Caller, issuer.Issue(token.Caller, identity.Value.TokenLifetime), source));
            _tokens.Set(hash, verdict, identity.Value.CacheDuration);
        }

        return verdict;
    }
}
