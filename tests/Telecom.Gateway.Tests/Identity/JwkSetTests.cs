using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Telecom.Gateway.Identity.Oidc;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

public sealed class JwkSetTests
{
    private readonly LogList<OidcKeys> _log = new();

    [Theory]
    [InlineData("""{"kty":"EC","crv":"P-256","kid":"bad","x":"AAAA","y":"AAAA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","kid":"\ud800","x":"AAAA","y":"AAAA"}""")]
    [InlineData("1")]
    [InlineData("null")]
    public void A_malformed_key_is_passed_over_and_the_others_are_read(string malformed)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string good = TestIssuer.Jwk("good", key).ToJsonString();
        Assert.Equal("good", Assert.Single(Read($$"""{"keys":[{{malformed}},{{good}}]}""")).Id);
        string said = Assert.Single(_log.Of(5224));
        Assert.StartsWith("Key 1 of", said, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", said, StringComparison.Ordinal);
        _ = Assert.Throws<FormatException>(() => Read($$"""{"keys":[{{malformed}}]}"""));
    }

    [Fact]
    public void Keys_of_other_kinds_and_purposes_are_no_errors()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        JsonObject encrypting = TestIssuer.Jwk("encrypting", key);
        encrypting["use"] = "enc";
        string set = TestIssuer.Set(encrypting, new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519" }, TestIssuer.Jwk("good", key));
        Assert.Equal("good", Assert.Single(Read(set)).Id);
        Assert.Empty(_log.Entries);
    }

    private IReadOnlyList<OidcKey> Read(string set) => JwkSet.Read(Encoding.UTF8.GetBytes(set), _log);
}
