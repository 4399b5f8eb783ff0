using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Telecom.Hosting;

/// <summary>Signs with the service's private key (ES256) and checks with its public ones, of which there are two while one replaces another.</summary>
internal sealed class OwnTokens : IOwnTokens, IDisposable
{
    private const int MaxTokenLength = 4 * 1024;

    /// <summary>Clocks of a service's processes may differ by this much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly string _service;
    private readonly ECDsa _key;
    private readonly TrustedKeys _trusted;
    private readonly TimeProvider _clock;
    private readonly SigningCredentials _credentials;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = MaxTokenLength };

    /// <summary>Takes ownership of the key.</summary>
    public OwnTokens(string service, ECDsa key, TrustedKeys trusted, TimeProvider clock)
    {
        (_service, _key, _trusted, _clock) = (service, key, trusted, clock);
        _credentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256)
        {
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }

    /// <inheritdoc/>
    public string Issue(string purpose, IDictionary<string, object> claims, DateTimeOffset expires)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ArgumentOutOfRangeException.ThrowIfEqual(purpose, TokenClaims.Audience);
        DateTime now = _clock.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = TypeOf(purpose),
            Issuer = _service,
            Audience = purpose,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = expires.UtcDateTime,
            SigningCredentials = _credentials,
        });
    }

    /// <inheritdoc/>
    public async ValueTask<JsonWebToken?> ReadAsync(string purpose, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > MaxTokenLength || !_handler.CanReadToken(token))
        {
            return null;
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [TypeOf(purpose)],
            IssuerSigningKeys = _trusted.Of(_service),
            ValidIssuer = _service,
            ValidAudience = purpose,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
        });
        return result.IsValid ? result.SecurityToken as JsonWebToken : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static string TypeOf(string purpose) => $"{purpose}+jwt";

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = _clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end && (notBefore is not { } start || now >= start - Skew);
    }
}
