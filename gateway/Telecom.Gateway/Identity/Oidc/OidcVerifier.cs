using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>
/// Checks tokens of the identity provider (RFC 8725): the algorithm is one of those that are configured and fits the key, which is the
/// issuer's; issuer, audience, type and lifetime are right; then the claims must make sense together. What is wrong goes to the log alone.
/// </summary>
internal sealed partial class OidcVerifier
{
    private static readonly string[] Types = ["at+jwt", "application/at+jwt", "JWT"];

    private readonly OidcOptions _options;
    private readonly GatewayIdentityOptions _identity;
    private readonly OidcKeys _keys;
    private readonly ITokenIssuer _issuer;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly JsonWebTokenHandler _handler;
    private readonly ExpiringCache<IdentityVerdict> _good;

    /// <summary>Makes a verifier.</summary>
    public OidcVerifier(
        IOptions<OidcOptions> options,
        IOptions<GatewayIdentityOptions> identity,
        OidcKeys keys,
        ITokenIssuer issuer,
        TimeProvider timeProvider,
        ILogger<OidcVerifier> logger)
    {
        (_options, _identity, _keys, _issuer, _timeProvider, _logger) = (options.Value, identity.Value, keys, issuer, timeProvider, logger);
        _handler = new JsonWebTokenHandler { MaximumTokenSizeInBytes = _options.MaxTokenLength };
        _good = new ExpiringCache<IdentityVerdict>(_identity.CacheEntries, timeProvider);
    }

    /// <summary>True for a text that has the form of a signed token, three parts with dots between.</summary>
    /// <param name="text">What was presented.</param>
    public static bool IsShaped(string text) => text.Count(c => c == '.') == 2;

    /// <summary>Whom a token speaks for.</summary>
    /// <param name="token">The token in compact form.</param>
    /// <param name="cancellationToken">Ends the wait for the issuer's keys.</param>
    public async ValueTask<IdentityVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (!_options.Enabled || token.Length > _options.MaxTokenLength)
        {
            return Refuse("", _options.Enabled ? $"longer than {_options.MaxTokenLength} characters" : "tokens are not accepted here");
        }

        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_good.TryGet(hash, out IdentityVerdict? known))
        {
            return known;
        }

        IdentityVerdict verdict = await VerifyAnewAsync(token, hash[..16], cancellationToken);
        if (verdict.Identity is { Credential.ExpiresAt: { } expires })
        {
            TimeSpan left = expires - _timeProvider.GetUtcNow();
            _good.Set(hash, verdict, left < _identity.CacheDuration ? left : _identity.CacheDuration);
        }

        return verdict;
    }

    private async ValueTask<IdentityVerdict> VerifyAnewAsync(string token, string id, CancellationToken cancellationToken)
    {
        if (Parse(token) is not { } unverified)
        {
            return Refuse(id, "not a signed JWT");
        }

        // Extensions that must be understood (RFC 7515, 4.1.11); none is.
        if (!_options.AlgorithmNames.Contains(unverified.Alg) || unverified.TryGetHeaderValue("crit", out object _))
        {
            return Refuse(id, "the algorithm or an extension is not accepted");
        }

        IReadOnlyList<OidcKey> keys = await _keys.FindAsync(unverified.Kid ?? "", unverified.Alg, cancellationToken);
        if (keys.Count == 0)
        {
            return _keys.Known ? Refuse(id, "no key of the issuer fits") : Away();
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(unverified, Parameters(unverified.Alg, keys));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken verified)
        {
            return Refuse(id, result.Exception?.GetType().Name ?? "invalid");
        }

        return Accept(verified, id, keys.First(key => ReferenceEquals(key.Key, verified.SigningKey)));
    }

    private IdentityVerdict Accept(JsonWebToken token, string id, OidcKey key)
    {
        using JsonDocument payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        if (OidcClaims.Read(payload.RootElement, _options) is not { } caller)
        {
            return Refuse(id, "subject, roles and customer do not fit together");
        }

        // A token may say that it lasts to the end of time.
        DateTimeOffset end = new(token.ValidTo, TimeSpan.Zero);
        DateTimeOffset expires = end < DateTimeOffset.MaxValue - _options.ClockSkew ? end + _options.ClockSkew : end;
        var credential = new OidcCredential(_keys, id, key.Thumbprint, expires);
        return new IdentityVerdict(new CallerIdentity(caller, _issuer.Issue(caller, _identity.TokenLifetime), credential));
    }

    private JsonWebToken? Parse(string token)
    {
        try
        {
            return IsShaped(token) && _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(string algorithm, IReadOnlyList<OidcKey> keys) => new()
    {
        ValidAlgorithms = [algorithm],
        ValidTypes = Types,
        IssuerSigningKeys = keys.Select(key => key.Key),
        TryAllIssuerSigningKeys = true,
        ValidIssuer = _options.Issuer,
        ValidAudience = _options.Audience,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = _timeProvider.GetUtcNow().UtcDateTime;
        return expires is { } end && now - _options.ClockSkew < end && (notBefore is not { } start || now + _options.ClockSkew >= start);
    }

    private IdentityVerdict Refuse(string id, string why)
    {
        Log.Refused(_logger, id, why);
        return IdentityVerdict.Refused;
    }

    private IdentityVerdict Away() => new(null, RpcFailure.Unavailable(
        ErrorReason.DependencyUnavailable, "The token cannot be checked now: the identity provider's keys are not known yet.", _identity.RetryAfter));

    private static partial class Log
    {
        [LoggerMessage(5223, LogLevel.Information, "Token {Id} refused: {Why}")]
        public static partial void Refused(ILogger logger, string id, string why);
    }
}
