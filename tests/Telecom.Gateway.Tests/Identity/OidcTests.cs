using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>Tokens of an identity provider, through a real gateway.</summary>
public sealed class OidcTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private static readonly string[] Wrong =
    [
        "expired", "not yet valid", "no expiry", "other audience", "no audience", "other issuer", "issuer with a slash", "alg none", "alg none, signed",
        "HS256 with the public key", "HS256 with the shared key of the set", "wrong key", "unknown kid", "kid of another kind of key", "algorithm not configured",
        "PS256 said, PKCS 1 signed", "no kid though there are several keys", "crit", "typ of something else", "no typ", "no signature", "changed after signing", "encryption key", "too long",
        "no roles", "unknown roles", "no subject", "blank subject", "customer and provider's role", "customer's role without customer", "both kinds of roles", "customer is no id",
        "customer is a number", "gateway's own token",
    ];

    private readonly TestIssuer _issuer = new(gateway.Clock);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private WebApplication? _own;
    private GrpcChannel? _channel;

    private SlaService.SlaServiceClient Sla => new(_channel);

    public async Task InitializeAsync()
    {
        string file = Path.Combine(gateway.DataFolder, $"{Guid.NewGuid():N}.jwks");
        JsonObject encrypts = TestIssuer.Jwk("encrypts", _rsa);
        encrypts["use"] = "enc";
        await File.WriteAllTextAsync(file, TestIssuer.Set(
            TestIssuer.Jwk(TestIssuer.Kid, _issuer.Key),
            TestIssuer.Jwk("other", _other),
            TestIssuer.Jwk("rsa", _rsa),
            TestIssuer.Jwk("p384", _p384),
            new JsonObject { ["kty"] = "oct", ["kid"] = "shared", ["k"] = "c2VjcmV0" },
            encrypts));
        Dictionary<string, string?> settings = TestIssuer.Settings(file, algorithms: "ES256, RS256, PS256, ES384");
        settings["Services:catalog:Address"] = gateway.Catalog.Urls.Single();
        settings["Services:sla:Address"] = gateway.SlaAddress;
        _own = gateway.Build(settings);
        await _own.StartAsync();
        _channel = GrpcChannel.ForAddress(_own.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        await _own!.StopAsync();
        await _own.DisposeAsync();
        _issuer.Key.Dispose();
        _rsa.Dispose();
        _other.Dispose();
        _p384.Dispose();
    }

    [Fact]
    public async Task A_good_token_speaks_for_a_customers_person_and_reaches_that_customer_alone()
    {
        string token = _issuer.Token();
        Assert.Equal(StatusCode.OK, await CallAsync(token));
        Assert.Equal(StatusCode.NotFound, await CallAsync(token, "globex"));

        // Remembered, and no less checked.
        Assert.Equal(StatusCode.OK, await CallAsync(token));
    }

    [Fact]
    public async Task A_providers_role_reaches_every_customer()
    {
        string token = _issuer.Token(claims =>
        {
            claims["telecom_roles"] = "support unheard-of";
            _ = claims.Remove("telecom_customer");
        });
        Assert.Equal(StatusCode.OK, await CallAsync(token));
        Assert.Equal(StatusCode.OK, await CallAsync(token, "globex"));
    }

    [Fact]
    public async Task Every_configured_algorithm_works_with_its_own_kind_of_key()
    {
        Assert.Equal(StatusCode.OK, await CallAsync(Rsa("RS256", RSASignaturePadding.Pkcs1)));
        Assert.Equal(StatusCode.OK, await CallAsync(Rsa("PS256", RSASignaturePadding.Pss)));
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token(header: h => (h["alg"], h["kid"]) = ("ES384", "p384"), sign: data => _p384.SignData(data, HashAlgorithmName.SHA384))));
        Assert.Equal(StatusCode.OK, await CallAsync(Rsa("RS256", RSASignaturePadding.Pkcs1, kid: null)));
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token(claims => claims["aud"] = new JsonArray("other", TestIssuer.Audience))));
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token(header: h => h["typ"] = "JWT")));
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token(claims => claims["exp"] = 999_999_999_999_999)));
    }

    [Fact]
    public async Task A_wrong_token_is_nobody()
    {
        foreach (string what in Wrong)
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(
                async () => await Sla.ListStatusesAsync(new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(Make(what))));
            Assert.True(refused.StatusCode == StatusCode.Unauthenticated && RpcErrorDetails.ReasonOf(refused) == "UNAUTHENTICATED", $"{what}: {refused.Status}");

            // Which part was wrong is nobody's business.
            Assert.Equal("The request needs one header \"authorization: Bearer {API key or token}\" with a key or token that is valid.", refused.Status.Detail);
        }
    }

    [Fact]
    public async Task Clocks_may_differ_by_the_skew_and_no_more()
    {
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token(c => c["exp"] = _issuer.Seconds(TimeSpan.FromSeconds(-28)))));
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(_issuer.Token(c => c["exp"] = _issuer.Seconds(TimeSpan.FromSeconds(-31)))));
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token(c => c["nbf"] = _issuer.Seconds(TimeSpan.FromSeconds(29)))));
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(_issuer.Token(c => c["nbf"] = _issuer.Seconds(TimeSpan.FromSeconds(32)))));
    }

    [Fact]
    public async Task A_token_that_was_good_is_not_remembered_beyond_its_end()
    {
        string token = _issuer.Token(claims => claims["exp"] = _issuer.Seconds(TimeSpan.FromSeconds(-20)));
        Assert.Equal(StatusCode.OK, await CallAsync(token));
        gateway.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(token));
    }

    [Fact]
    public async Task A_gateway_without_an_identity_provider_takes_no_tokens()
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await new SlaService.SlaServiceClient(gateway.Channel).ListStatusesAsync(
            new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(_issuer.Token())));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    private string Make(string what)
    {
        byte[] publicKey = Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem());
        using ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] Forge(byte[] data) => stranger.SignData(data, HashAlgorithmName.SHA256);
        return what switch
        {
            "expired" => _issuer.Token(c => c["exp"] = _issuer.Seconds(TimeSpan.FromMinutes(-1))),
            "not yet valid" => _issuer.Token(c => c["nbf"] = _issuer.Seconds(TimeSpan.FromMinutes(1))),
            "no expiry" => _issuer.Token(c => c.Remove("exp")),
            "other audience" => _issuer.Token(c => c["aud"] = "https://other.example"),
            "no audience" => _issuer.Token(c => c.Remove("aud")),
            "other issuer" => _issuer.Token(c => c["iss"] = "https://evil.example"),
            "issuer with a slash" => _issuer.Token(c => c["iss"] = TestIssuer.Name + "/"),
            "alg none" => _issuer.Token(header: h => h["alg"] = "none", sign: _ => []),
            "alg none, signed" => _issuer.Token(header: h => h["alg"] = "none"),
            "HS256 with the public key" => _issuer.Token(header: h => (h["alg"], h["kid"]) = ("HS256", "rsa"), sign: data => HMACSHA256.HashData(publicKey, data)),
            "HS256 with the shared key of the set" =>
                _issuer.Token(header: h => (h["alg"], h["kid"]) = ("HS256", "shared"), sign: data => HMACSHA256.HashData("secret"u8, data)),
            "wrong key" => _issuer.Token(sign: Forge),
            "unknown kid" => _issuer.Token(header: h => h["kid"] = "nobody", sign: Forge),
            "kid of another kind of key" => _issuer.Token(header: h => h["kid"] = "rsa"),
            "algorithm not configured" => Rsa("RS512", RSASignaturePadding.Pkcs1, HashAlgorithmName.SHA512),
            "PS256 said, PKCS 1 signed" => Rsa("PS256", RSASignaturePadding.Pkcs1),
            "no kid though there are several keys" => _issuer.Token(header: h => h.Remove("kid")),
            "crit" => _issuer.Token(header: h => (h["crit"], h["exp"]) = (new JsonArray("exp"), 1)),
            "typ of something else" => _issuer.Token(header: h => h["typ"] = "logout+jwt"),
            "no typ" => _issuer.Token(header: h => h.Remove("typ")),
            "no signature" => _issuer.Token(sign: _ => []),
            "changed after signing" => Change(_issuer.Token()),
            "encryption key" => Rsa("RS256", RSASignaturePadding.Pkcs1, kid: "encrypts"),
            "too long" => _issuer.Token(c => c["padding"] = new string('x', 8192)),
            "no roles" => _issuer.Token(c => c.Remove("telecom_roles")),
            "unknown roles" => _issuer.Token(c => c["telecom_roles"] = new JsonArray("root", "ROLE_ADMIN", "service", "agent", 7)),
            "no subject" => _issuer.Token(c => c.Remove("sub")),
            "blank subject" => _issuer.Token(c => c["sub"] = " "),
            "customer and provider's role" => _issuer.Token(c => c["telecom_roles"] = new JsonArray("admin")),
            "customer's role without customer" => _issuer.Token(c => c.Remove("telecom_customer")),
            "both kinds of roles" => _issuer.Token(c => c["telecom_roles"] = new JsonArray("customer-viewer", "support")),
            "customer is no id" => _issuer.Token(c => c["telecom_customer"] = "acme/../globex"),
            "customer is a number" => _issuer.Token(c => c["telecom_customer"] = 7),
            "gateway's own token" => IdentityKeys.OpenIssuer(Path.Combine(gateway.DataFolder, "identity"), ServiceNames.Gateway, gateway.Clock)
                .Issue(new Caller("Mallory", null, new HashSet<Common.V1.Role> { Common.V1.Role.Admin }, null), TimeSpan.FromMinutes(5)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    private static string Change(string token)
    {
        string[] parts = token.Split('.');
        string claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("acme", "beta", StringComparison.Ordinal);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}";
    }

    private string Rsa(string algorithm, RSASignaturePadding padding, HashAlgorithmName? hash = null, string? kid = "rsa") => _issuer.Token(
        header: h => (h["alg"], h["kid"]) = (algorithm, kid), sign: data => _rsa.SignData(data, hash ?? HashAlgorithmName.SHA256, padding));

    private async Task<StatusCode> CallAsync(string token, string customer = "acme")
    {
        try
        {
            _ = await Sla.ListStatusesAsync(new ListStatusesRequest { Parent = $"customers/{customer}" }, GatewayFixture.With(token));
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
