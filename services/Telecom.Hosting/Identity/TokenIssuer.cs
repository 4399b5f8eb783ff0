using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Telecom.Hosting;

/// <summary>Signs with the private key of one service.</summary>
internal sealed class TokenIssuer : ITokenIssuer, IDisposable
{
    private readonly string _service;
    private readonly TimeProvider _clock;
    private readonly ECDsa _key;
    private readonly SigningCredentials _credentials;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Takes ownership of the key.</summary>
    public TokenIssuer(string service, ECDsa key, TimeProvider clock)
    {
        _service = service;
        _key = key;
        _clock = clock;
        _credentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256)
        {
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }

    /// <inheritdoc/>
    public string Issue(Caller caller, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        DateTime now = _clock.GetUtcNow().UtcDateTime;
        Dictionary<string, object> claims = new()
        {
            [JwtRegisteredClaimNames.Sub] = caller.Subject,
            [TokenClaims.Roles] = caller.Roles.Order().Select(RoleRules.NameOf).ToArray(),
        };
        if (caller.Customer is not null)
        {
            claims[TokenClaims.Customer] = caller.Customer;
        }

        if (caller.Agent is not null)
        {
            claims[TokenClaims.Agent] = caller.Agent;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _service,
            Audience = TokenClaims.Audience,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            SigningCredentials = _credentials,
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
