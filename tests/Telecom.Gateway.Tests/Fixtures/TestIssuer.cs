using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>An identity provider: makes keys, JWK sets and tokens by hand, right ones and wrong ones.</summary>
internal sealed class TestIssuer(TimeProvider clock)
{
    public const string Name = "https://id.example/realms/telecom";
    public const string Kid = "first";
    public const string Audience = "https://telecom.example";

    /// <summary>The key that tokens are signed with unless a test says otherwise.</summary>
    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Settings of a gateway that believes this issuer.</summary>
    public static Dictionary<string, string?> Settings(string file = "", string address = "", string algorithms = "ES256") => new()
    {
        ["Gateway:Oidc:Enabled"] = "true",
        ["Gateway:Oidc:Issuer"] = Name,
        ["Gateway:Oidc:Audience"] = Audience,
        ["Gateway:Oidc:Algorithms"] = algorithms,
        ["Gateway:Oidc:KeysFile"] = file,
        ["Gateway:Oidc:KeysAddress"] = address,
    };

    public string Jwks() => Set(Jwk(Kid, Key));

    public static string Set(params JsonObject[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();

    public static JsonObject Jwk(string kid, ECDsa key)
    {
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["kid"] = kid,
            ["crv"] = $"P-{key.KeySize}",
            ["x"] = Base64Url.EncodeToString(parameters.Q.X),
            ["y"] = Base64Url.EncodeToString(parameters.Q.Y),
        };
    }

    public static JsonObject Jwk(string kid, RSA key)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["kid"] = kid,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    /// <summary>The claims of a good token of a customer's viewer, for five minutes.</summary>
    public JsonObject Claims() => new()
    {
        ["iss"] = Name,
        ["aud"] = Audience,
        ["sub"] = "vera",
        ["iat"] = Seconds(TimeSpan.Zero),
        ["nbf"] = Seconds(TimeSpan.Zero),
        ["exp"] = Seconds(TimeSpan.FromMinutes(5)),
        ["telecom_roles"] = new JsonArray("customer-viewer"),
        ["telecom_customer"] = "acme",
    };

    public static JsonObject Header() => new() { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = Kid };

    /// <summary>Seconds since the epoch, from now on.</summary>
    public long Seconds(TimeSpan from) => (clock.GetUtcNow() + from).ToUnixTimeSeconds();

    /// <summary>A token with changes.</summary>
    public string Token(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, Func<byte[], byte[]>? sign = null)
    {
        (JsonObject body, JsonObject head) = (Claims(), Header());
        claims?.Invoke(body);
        header?.Invoke(head);
        string signed = $"{Encode(head)}.{Encode(body)}";
        byte[] signature = (sign ?? (data => Key.SignData(data, HashAlgorithmName.SHA256)))(Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
