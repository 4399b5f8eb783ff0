using Microsoft.IdentityModel.JsonWebTokens;
using Telecom.Common.V1;
using Telecom.Gateway.Api;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>
/// Writes tickets as tokens that only gateways make and read, with an audience of their own: no service takes one for a caller's. Every
/// gateway of the suite reads them, since they share a key.
/// </summary>
internal sealed class SessionTokens(IOwnTokens tokens)
{
    /// <summary>Audience of the tokens.</summary>
    public const string Purpose = "telecom-session";

    private const string KeyId = "key_id";
    private const string KeySha256 = "key_sha256";
    private const string Issuer = "token_iss";
    private const string TokenId = "token_id";
    private const string SignedBy = "token_key";
    private const string TokenEnd = "token_exp_us";
    private const string Customer = "customer";
    private const string Roles = "roles";

    /// <summary>Writes a ticket.</summary>
    /// <param name="ticket">The ticket.</param>
    public string Write(SessionTicket ticket)
    {
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Jti] = ticket.Id };
        if (ticket.Key is { } key)
        {
            (claims[KeyId], claims[KeySha256]) = (key.KeyId, key.Sha256);
        }

        if (ticket.Token is { } token)
        {
            (claims[Issuer], claims[TokenId], claims[SignedBy]) = (token.Issuer, token.Id, token.KeyThumbprint);
            claims[TokenEnd] = (token.ExpiresAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            claims[JwtRegisteredClaimNames.Sub] = token.Caller.Subject;
            claims[Roles] = token.Caller.Roles.Order().Select(RoleRules.NameOf).ToArray();
            if (token.Caller.Customer is { } customer)
            {
                claims[Customer] = customer;
            }
        }

        return tokens.Issue(Purpose, claims, ticket.ExpiresAt);
    }

    /// <summary>Reads a ticket; null for anything that no gateway wrote, or that has expired.</summary>
    /// <param name="text">Content of the cookie.</param>
    public async ValueTask<SessionTicket?> ReadAsync(string text)
    {
        if (await tokens.ReadAsync(Purpose, text) is not { } token || Text(token, JwtRegisteredClaimNames.Jti) is not { } id)
        {
            return null;
        }

        var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        return Text(token, KeyId) is { } keyId && Text(token, KeySha256) is { } sha256
            ? new SessionTicket(id, expires, new ApiKeySecret(keyId, sha256), null)
            : ReadToken(token) is { } source ? new SessionTicket(id, expires, null, source) : null;
    }

    private static SessionTicket.OidcToken? ReadToken(JsonWebToken token)
    {
        if (Text(token, Issuer) is not { } issuer || Text(token, TokenId) is not { } id || Text(token, SignedBy) is not { } key
            || !token.TryGetPayloadValue(Roles, out string[]? names) || names is null || !token.TryGetPayloadValue(TokenEnd, out long endUs))
        {
            return null;
        }

        HashSet<Role> roles = [.. names.Select(name => RoleRules.TryParse(name, out Role role) ? role : Role.Unspecified)];
        var caller = new Caller(token.Subject, Text(token, Customer), roles, null);
        return new SessionTicket.OidcToken(issuer, id, key, Figures.Instant(endUs), caller);
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue(claim, out string? value) ? value : null;
}
