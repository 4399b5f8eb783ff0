using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Telecom.Catalog.V1;
using Telecom.Common.V1;

namespace Telecom.Hosting.Tests;

/// <summary>Each bad token differs from a good one in one thing; all look the same to the caller.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private SampleHost? _host;

    private SampleHost Host => _host!;

    public async Task InitializeAsync() => _host = await SampleHost.StartAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task A_good_token_is_accepted_and_its_claims_become_the_caller()
    {
        Caller? seen = null;
        Host.Behaviour.OnUnary = context => Task.FromResult(seen = context.GetCaller());
        await ListAsync(SampleHost.Bearer(Token()));
        Assert.NotNull(seen);
        Assert.Equal("Jo", seen.Subject);
        Assert.Equal("acme", seen.Customer);
        Assert.Equal([Role.CustomerViewer], seen.Roles);
        Assert.Null(seen.Agent);
    }

    [Fact]
    public Task An_expired_token_is_refused() => RefusedAsync(Token(t => Shift(t, TimeSpan.FromMinutes(-6))));

    [Fact]
    public async Task A_token_within_the_skew_is_accepted() =>
        await ListAsync(SampleHost.Bearer(Token(t => Shift(t, TimeSpan.FromMinutes(-5) - TimeSpan.FromSeconds(15)))));

    [Fact]
    public Task A_token_of_the_future_is_refused() => RefusedAsync(Token(t => Shift(t, TimeSpan.FromMinutes(2))));

    [Fact]
    public Task A_token_without_expiry_is_refused() => RefusedAsync(Token(t => t.Expires = null));

    [Fact]
    public Task A_token_for_another_audience_is_refused() => RefusedAsync(Token(t => t.Audience = "elsewhere"));

    [Fact]
    public Task A_token_without_audience_is_refused() => RefusedAsync(Token(t => t.Audience = null));

    [Theory]
    [InlineData("nobody")]
    [InlineData("../gateway")]
    [InlineData("")]
    public Task A_token_of_an_unknown_issuer_is_refused(string issuer) => RefusedAsync(Token(t => t.Issuer = issuer));

    [Fact]
    public Task A_token_signed_with_another_services_key_is_refused() => RefusedAsync(Token(signer: "sla"));

    [Fact]
    public Task A_token_signed_with_a_strangers_key_is_refused()
    {
        using ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return RefusedAsync(Token(t => t.SigningCredentials = Credentials(new ECDsaSecurityKey(stranger), SecurityAlgorithms.EcdsaSha256)));
    }

    [Fact]
    public Task A_token_with_another_algorithm_of_a_good_key_type_is_refused()
    {
        using ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return RefusedAsync(Token(t => t.SigningCredentials = Credentials(new ECDsaSecurityKey(stranger), SecurityAlgorithms.EcdsaSha384)));
    }

    [Fact]
    public Task Alg_none_is_refused()
    {
        string[] parts = Token().Split('.');
        string header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        return RefusedAsync($"{header}.{parts[1]}.");
    }

    [Fact]
    public Task Hs256_keyed_with_the_public_key_is_refused()
    {
        byte[] publicKey = File.ReadAllBytes(Path.Combine(Host.Scratch.Identity, "trusted", "gateway.pub.pem"));
        return RefusedAsync(Token(t => t.SigningCredentials = Credentials(new SymmetricSecurityKey(publicKey), SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public Task A_changed_payload_is_refused()
    {
        string[] parts = Token().Split('.');
        string payload = Base64UrlEncoder.Decode(parts[1]).Replace("acme", "beta", StringComparison.Ordinal);
        return RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("tsk_abcdefghijkl_0000000000000000000000000000000000000000000")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public Task Garbage_is_refused(string token) => RefusedAsync(token);

    [Fact]
    public Task The_gateway_cannot_issue_the_service_role() => RefusedAsync(Token(t =>
    {
        t.Claims["roles"] = new[] { "ROLE_SERVICE" };
        t.Claims.Remove("customer");
    }));

    [Theory]
    [InlineData("ROLE_ADMIN")]
    [InlineData("ROLE_SERVICE,ROLE_ADMIN")]
    [InlineData("ROLE_CUSTOMER_VIEWER")]
    public Task A_service_can_issue_the_service_role_alone(string roles) => RefusedAsync(Token(
        t =>
        {
            t.Issuer = "sla";
            t.Claims["roles"] = roles.Split(',');
            t.Claims.Remove("customer");
        },
        signer: "sla"));

    [Fact]
    public Task A_service_cannot_speak_for_a_customer() => RefusedAsync(Token(
        t =>
        {
            t.Issuer = "sla";
            t.Claims["roles"] = new[] { "ROLE_SERVICE" };
        },
        signer: "sla"));

    [Theory]
    [InlineData("ROLE_CUSTOMER_VIEWER", null, null)]
    [InlineData("ROLE_CUSTOMER_ADMIN", "", null)]
    [InlineData("ROLE_CUSTOMER_ADMIN", "Not an id", null)]
    [InlineData("ROLE_ADMIN", "acme", null)]
    [InlineData("ROLE_AGENT", "acme", null)]
    [InlineData("ROLE_AGENT", "acme", "customers/other/agents/probe-1")]
    [InlineData("ROLE_AGENT", null, "customers/acme/agents/probe-1")]
    [InlineData("ROLE_AGENT,ROLE_CUSTOMER_ADMIN", "acme", "customers/acme/agents/probe-1")]
    [InlineData("ROLE_CUSTOMER_VIEWER", "acme", "customers/acme/agents/probe-1")]
    [InlineData("ROLE_ADMIN", null, "customers/acme/agents/probe-1")]
    [InlineData("ROLE_UNSPECIFIED", "acme", null)]
    [InlineData("ROLE_OF_THE_FUTURE", "acme", null)]
    [InlineData("", "acme", null)]
    public Task Roles_customer_and_agent_must_fit_together(string roles, string? customer, string? agent) => RefusedAsync(Token(t =>
    {
        t.Claims["roles"] = roles.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Set(t, "customer", customer);
        Set(t, "agent", agent);
    }));

    [Fact]
    public async Task Plain_identity_headers_are_not_trusted()
    {
        Metadata forged = new()
        {
            { "x-customer", "acme" }, { "x-roles", "ROLE_ADMIN" }, { "x-forwarded-user", "root" }, { "customer", "acme" }, { "roles", "ROLE_ADMIN" },
        };
        await RefusedAsync(forged);

        Caller? seen = null;
        Host.Behaviour.OnUnary = context => Task.FromResult(seen = context.GetCaller());
        forged.Add("authorization", $"Bearer {Token()}");
        await ListAsync(forged);
        Assert.Equal([Role.CustomerViewer], seen!.Roles);
        Assert.Equal("acme", seen.Customer);
    }

    [Fact]
    public Task Two_tokens_on_one_call_are_none()
    {
        Metadata twice = SampleHost.Bearer(Token());
        twice.Add("authorization", $"Bearer {Token()}");
        return RefusedAsync(twice);
    }

    [Fact]
    public async Task A_token_that_was_accepted_still_expires()
    {
        FakeClock clock = new();
        await using SampleHost host = await SampleHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        Metadata headers = SampleHost.Bearer(host.TokenOf(Callers.Of(Role.CustomerViewer), clock: clock));
        for (int minute = 0; minute <= 5; minute++)
        {
            await host.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = "customers/acme" }, headers);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = "customers/acme" }, headers));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    [Fact]
    public async Task More_tokens_than_are_remembered_are_all_accepted()
    {
        ITokenIssuer gateway = IdentityKeys.OpenIssuer(Host.Scratch.Identity, "gateway");
        TokenVerifier verifier = Host.App.Services.GetRequiredService<TokenVerifier>();
        string[] tokens = [.. Enumerable.Range(0, 4200).Select(i =>
            gateway.Issue(new Caller($"Jo {i}", "acme", new HashSet<Role> { Role.CustomerViewer }, null), TimeSpan.FromMinutes(5)))];
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < tokens.Length; i++)
            {
                Assert.Equal($"Jo {i}", (await verifier.VerifyAsync(tokens[i])).Caller?.Subject);
            }
        }
    }

    [Fact]
    public async Task A_withdrawn_public_key_ends_its_issuers_trust_without_a_restart()
    {
        FakeClock clock = new();
        await using SampleHost host = await SampleHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        Metadata headers = SampleHost.Bearer(host.TokenOf(Callers.Of(Role.CustomerViewer), clock: clock, lifetime: TimeSpan.FromHours(1)));
        await host.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = "customers/acme" }, headers);
        File.Delete(Path.Combine(host.Scratch.Identity, "trusted", "gateway.pub.pem"));
        clock.Advance(TimeSpan.FromSeconds(11));
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = "customers/acme" }, headers));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    private Task RefusedAsync(string token) => RefusedAsync(SampleHost.Bearer(token));

    private async Task RefusedAsync(Metadata headers)
    {
        bool reached = false;
        Host.Behaviour.OnUnary = _ => Task.FromResult(reached = true);
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => ListAsync(headers));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Equal("UNAUTHENTICATED", RpcErrorDetails.ReasonOf(refusal));
        Assert.False(reached);
    }

    private async Task ListAsync(Metadata headers) =>
        await Host.Catalog.ListContractsAsync(new ListContractsRequest(), headers);

    private string Token(Action<SecurityTokenDescriptor>? change = null, string signer = "gateway")
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(Host.Scratch.Identity, $"{signer}.key.pem")));
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        SecurityTokenDescriptor token = new()
        {
            Issuer = "gateway",
            Audience = "telecom",
            Claims = new Dictionary<string, object> { ["sub"] = "Jo", ["customer"] = "acme", ["roles"] = new[] { "ROLE_CUSTOMER_VIEWER" } },
            IssuedAt = now,
            NotBefore = now,
            Expires = now + TimeSpan.FromMinutes(5),
            SigningCredentials = Credentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private static SigningCredentials Credentials(SecurityKey key, string algorithm) =>
        new(key, algorithm) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };

    private static void Shift(SecurityTokenDescriptor token, TimeSpan by)
    {
        token.IssuedAt += by;
        token.NotBefore += by;
        token.Expires += by;
    }

    private static void Set(SecurityTokenDescriptor token, string claim, string? value)
    {
        token.Claims.Remove(claim);
        if (value is not null)
        {
            token.Claims[claim] = value;
        }
    }
}
