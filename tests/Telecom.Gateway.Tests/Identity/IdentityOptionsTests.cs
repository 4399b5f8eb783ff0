using Microsoft.Extensions.Options;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Identity.Oidc;
using Telecom.Gateway.Identity.Sessions;

namespace Telecom.Gateway.Tests.Identity;

public sealed class IdentityOptionsTests
{
    [Fact]
    public void The_defaults_cut_a_revoked_credential_off_within_a_minute()
    {
        var options = new GatewayIdentityOptions();
        Assert.True(Check(options).Succeeded);
        Assert.True(options.CacheDuration + options.RecheckInterval <= TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(45, 15, true)]
    [InlineData(46, 15, false)]
    [InlineData(0, 60, true)]
    [InlineData(0, 61, false)]
    [InlineData(59, 1, true)]
    [InlineData(30, 31, false)]
    public void Cache_and_recheck_together_are_at_most_a_minute(int cache, int recheck, bool good)
    {
        ValidateOptionsResult result = Check(new GatewayIdentityOptions
        {
            CacheDuration = TimeSpan.FromSeconds(cache),
            RecheckInterval = TimeSpan.FromSeconds(recheck),
        });
        Assert.Equal(good, result.Succeeded);
        Assert.True(good || result.FailureMessage!.Contains("Gateway:Identity:RecheckInterval", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Example.org")]
    [InlineData("example.org/")]
    [InlineData("exa mple")]
    public void A_trust_domain_is_a_name(string domain) => Assert.True(Check(new GatewayIdentityOptions { TrustDomain = domain }).Failed);

    [Fact]
    public void Everything_that_is_wrong_with_the_identity_provider_is_said_at_once()
    {
        ValidateOptionsResult result = new OidcOptions.Validator().Validate(null, new OidcOptions
        {
            Enabled = true,
            Algorithms = "ES256, none",
            ClockSkew = TimeSpan.FromSeconds(31),
            MaxTokenLength = 100,
            RolesClaim = "",
        });
        Assert.All(
            ["Issuer", "Audience", "Algorithms", "KeysFile", "ClockSkew", "MaxTokenLength", "RolesClaim"],
            name => Assert.Contains($"Gateway:Oidc:{name}", result.FailureMessage, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://id.example/keys", true)]
    [InlineData("http://127.0.0.1:8080/keys", true)]
    [InlineData("http://localhost/keys", true)]
    [InlineData("http://id.example/keys", false)]
    [InlineData("https://user:secret@id.example/keys", false)]
    [InlineData("file:///etc/keys", false)]
    [InlineData("id.example/keys", false)]
    public void Keys_come_over_https_or_from_this_machine(string address, bool good) => Assert.Equal(good, new OidcOptions.Validator().Validate(
        null, new OidcOptions { Enabled = true, Issuer = "i", Audience = "a", KeysAddress = address }).Succeeded);

    [Theory]
    [InlineData("HS256")]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("es256")]
    public void An_algorithm_without_a_public_key_cannot_be_configured(string algorithms) => Assert.True(new OidcOptions.Validator().Validate(
        null, new OidcOptions { Enabled = true, Issuer = "i", Audience = "a", KeysAddress = "https://id.example/keys", Algorithms = algorithms }).Failed);

    [Fact]
    public void Without_an_identity_provider_nothing_about_it_is_checked() => Assert.True(new OidcOptions.Validator().Validate(null, new OidcOptions()).Succeeded);

    [Fact]
    public void A_session_lasts_from_a_minute_to_a_week()
    {
        Assert.True(Validate(TimeSpan.FromHours(8)).Succeeded);
        Assert.True(Validate(TimeSpan.FromSeconds(59)).Failed);
        Assert.True(Validate(TimeSpan.FromDays(8)).Failed);
        static ValidateOptionsResult Validate(TimeSpan lifetime) => new BrowserSessionOptions.Validator().Validate(null, new BrowserSessionOptions { Lifetime = lifetime });
    }

    private static ValidateOptionsResult Check(GatewayIdentityOptions options) => new GatewayIdentityOptions.Validator().Validate(null, options);
}
