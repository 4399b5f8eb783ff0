using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Telecom.Common.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Hosting;

/// <summary>
/// Checks tokens: ES256 only (RFC 8725 section 3.1: the algorithm is pinned, not read from the token), the key is the issuer's own,
/// the audience is ours, the token is within its lifetime give or take 30 s. Then the claims must make sense together: the gateway
/// cannot speak for a service, a service cannot speak for anyone else, and nobody without a customer holds a customer's role.
/// </summary>
internal sealed class TokenVerifier(TrustedKeys keys, TimeProvider clock)
{
    private const int MaxTokenLength = 8 * 1024;
    private const int MaxAccepted = 4096;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };
    private readonly ConcurrentDictionary<string, Accepted> _accepted = new(StringComparer.Ordinal);

    /// <summary>
    /// Checks a token in compact form. A token that was accepted before is not computed again, as long as it lives and its issuer has the
    /// same keys: the gateway sends one token for many calls, and a signature costs more than a small call.
    /// </summary>
    public ValueTask<TokenVerdict> VerifyAsync(string token) =>
        _accepted.TryGetValue(token, out Accepted? known) && IsAlive(null, known.Expires) && ReferenceEquals(keys.Of(known.Issuer), known.Keys)
            ? ValueTask.FromResult(new TokenVerdict(known.Caller, null))
            : VerifyAnewAsync(token);

    private async ValueTask<TokenVerdict> VerifyAnewAsync(string token)
    {
        if (token.Length > MaxTokenLength || !_handler.CanReadToken(token))
        {
            return TokenVerdict.Refuse("not a JWT");
        }

        JsonWebToken unverified;
        try
        {
            unverified = _handler.ReadJsonWebToken(token);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return TokenVerdict.Refuse("not a JWT");
        }

        string issuer = unverified.Issuer;
        IReadOnlyList<SecurityKey> issuerKeys = keys.Of(issuer);
        if (issuerKeys.Count == 0)
        {
            return TokenVerdict.Refuse("the issuer is not trusted");
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(unverified, Parameters(issuer, issuerKeys));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken verified)
        {
            return TokenVerdict.Refuse(result.Exception?.GetType().Name ?? "invalid");
        }

        TokenVerdict verdict = Read(verified, issuer);
        if (verdict.Caller is { } caller)
        {
            Remember(token, new Accepted(caller, issuer, issuerKeys, verified.ValidTo));
        }

        return verdict;
    }

    private void Remember(string token, Accepted accepted)
    {
        if (_accepted.Count >= MaxAccepted)
        {
            // Tokens live for minutes: most of what is forgotten is dead already, the rest is checked once more.
            _accepted.Clear();
        }

        _accepted[token] = accepted;
    }

    private TokenValidationParameters Parameters(string issuer, IReadOnlyList<SecurityKey> issuerKeys) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKeys = issuerKeys,
        ValidIssuer = issuer,
        ValidAudience = TokenClaims.Audience,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || now >= start - Skew);
    }

    private static TokenVerdict Read(JsonWebToken token, string issuer)
    {
        HashSet<Role> roles = [];
        if (token.TryGetPayloadValue(TokenClaims.Roles, out string[]? names) && names is not null)
        {
            foreach (string name in names)
            {
                // A role that this version does not know grants nothing.
                if (RoleRules.TryParse(name, out Role role))
                {
                    roles.Add(role);
                }
            }
        }

        string? customer = Text(token, TokenClaims.Customer);
        string? agent = Text(token, TokenClaims.Agent);
        if (string.IsNullOrEmpty(token.Subject) || roles.Count == 0)
        {
            return TokenVerdict.Refuse("no subject or no role");
        }

        string? defect = IsService(issuer) ? ServiceDefect(roles, customer, agent) : GatewayDefect(roles, customer, agent);
        return defect is null ? new TokenVerdict(new Caller(token.Subject, customer, roles, agent), null) : TokenVerdict.Refuse(defect);
    }

    private static bool IsService(string issuer) => issuer != ServiceNames.Gateway;

    private static string? ServiceDefect(HashSet<Role> roles, string? customer, string? agent) =>
        roles.SetEquals([Role.Service]) && customer is null && agent is null ? null : "a service may issue ROLE_SERVICE alone";

    private static string? GatewayDefect(HashSet<Role> roles, string? customer, string? agent)
    {
        if (roles.Contains(Role.Service))
        {
            return "the gateway may not issue ROLE_SERVICE";
        }

        if (roles.Contains(Role.Gateway))
        {
            return roles.Count == 1 && customer is null && agent is null ? null : "ROLE_GATEWAY is the gateway's own and stands alone";
        }

        if (customer is null)
        {
            return agent is null && roles.IsSubsetOf(RoleRules.ProviderRoles) ? null : "roles that need a customer, without one";
        }

        if (!ResourceName.IsId(customer))
        {
            return "the customer is not an id";
        }

        if (!roles.Contains(Role.Agent))
        {
            return agent is null && roles.IsSubsetOf(RoleRules.CustomerRoles) ? null : "roles that a customer's caller cannot have";
        }

        return roles.Count == 1 && ResourceName.TryParse(agent, "agents", out ResourceName? name) && name.Customer == customer
            ? null
            : "ROLE_AGENT is alone and needs an agent of the same customer";
    }

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue(claim, out string? value) && !string.IsNullOrEmpty(value) ? value : null;

    private sealed record Accepted(Caller Caller, string Issuer, IReadOnlyList<SecurityKey> Keys, DateTime Expires);
}
