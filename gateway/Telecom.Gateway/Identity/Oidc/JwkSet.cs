using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>
/// Reads JWK sets (RFC 7517). Keys that are not for checking signatures, or of a kind that is not used here, are passed over, and so are
/// malformed ones: the issuer's other keys are none the worse for them.
/// </summary>
internal static partial class JwkSet
{
    /// <summary>Most keys; a set has a handful.</summary>
    private const int MaxKeys = 100;

    /// <summary>The keys of a document.</summary>
    /// <param name="json">The document, UTF-8.</param>
    /// <param name="logger">Takes which keys are malformed.</param>
    /// <exception cref="FormatException">It is no JWK set, or has no key that could be used.</exception>
    public static IReadOnlyList<OidcKey> Read(ReadOnlyMemory<byte> json, ILogger logger)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            OidcKey[] keys = [.. document.RootElement.GetProperty("keys").EnumerateArray().Take(MaxKeys).Select((jwk, at) => TryReadKey(jwk, at, logger)).OfType<OidcKey>()];
            return keys.Length > 0 ? keys : throw new FormatException("The JWK set has no public key of a kind that signs tokens.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Not a JWK set: {exception.Message}", exception);
        }
    }

    private static OidcKey? TryReadKey(JsonElement jwk, int at, ILogger logger)
    {
        try
        {
            return ReadKey(jwk);
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            // Its place and the kind of the error alone: what is malformed may be its id, and a message could quote the key.
            Log.PassedOver(logger, at + 1, exception.GetType().Name);
            return null;
        }
    }

    private static OidcKey? ReadKey(JsonElement jwk)
    {
        if (Text(jwk, "use") is not (null or "sig"))
        {
            return null;
        }

        (SecurityKey Key, IReadOnlyList<string> Algorithms)? read = Text(jwk, "kty") switch
        {
            "RSA" => ReadRsa(jwk),
            "EC" => ReadEc(jwk),
            _ => null,
        };
        if (read is not { } found)
        {
            return null;
        }

        string? stated = Text(jwk, "alg");
        string[] algorithms = [.. found.Algorithms.Where(algorithm => stated is null || stated == algorithm)];
        return algorithms.Length == 0
            ? null
            : new OidcKey(Text(jwk, "kid") ?? "", Base64Url.EncodeToString(found.Key.ComputeJwkThumbprint()), algorithms, found.Key);
    }

    private static (SecurityKey Key, IReadOnlyList<string> Algorithms)? ReadRsa(JsonElement jwk)
    {
        // Only the public half is read, whatever the document holds.
        byte[]? modulus = Bytes(jwk, "n");
        byte[]? exponent = Bytes(jwk, "e");
        return modulus is null || exponent is null || modulus.Length * 8 < KeyAlgorithms.MinRsaBits
            ? null
            : (new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }), KeyAlgorithms.Rsa);
    }

    private static (SecurityKey Key, IReadOnlyList<string> Algorithms)? ReadEc(JsonElement jwk)
    {
        byte[]? x = Bytes(jwk, "x");
        byte[]? y = Bytes(jwk, "y");
        return x is null || y is null || KeyAlgorithms.OfCurve(Text(jwk, "crv") ?? "") is not { } known
            ? null
            : (new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = known.Curve, Q = new ECPoint { X = x, Y = y } })), [known.Algorithm]);
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement jwk, string name) => Text(jwk, name) is { Length: > 0 } text && Base64Url.IsValid(text)
        ? Base64Url.DecodeFromChars(text)
        : null;

    private static partial class Log
    {
        [LoggerMessage(5224, LogLevel.Warning, "Key {Number} of the identity provider's set is malformed and passed over: {Error}")]
        public static partial void PassedOver(ILogger logger, int number, string error);
    }
}
