using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Telecom.Common.V1;

namespace Telecom.Hosting.Tests;

public sealed class OwnTokensTests : IDisposable
{
    private const string Purpose = "telecom-session";
    private readonly Scratch _scratch = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_token_says_what_it_was_given_in_every_process_of_the_service_until_it_expires()
    {
        using OwnTokens tokens = Open("gateway");
        using OwnTokens replica = Open("gateway");
        string token = tokens.Issue(Purpose, new Dictionary<string, object> { ["note"] = "hello" }, _clock.GetUtcNow().AddMinutes(1));
        JsonWebToken? read = await replica.ReadAsync(Purpose, token);
        Assert.Equal("hello", read?.GetPayloadValue<string>("note"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await replica.ReadAsync(Purpose, token));
    }

    [Fact]
    public async Task Another_purpose_another_service_and_a_changed_token_are_refused()
    {
        using OwnTokens tokens = Open("gateway");
        using OwnTokens other = Open("sla");
        string token = tokens.Issue(Purpose, new Dictionary<string, object>(), _clock.GetUtcNow().AddMinutes(1));
        Assert.Null(await tokens.ReadAsync("another-purpose", token));
        Assert.Null(await other.ReadAsync(Purpose, token));
        Assert.Null(await tokens.ReadAsync(Purpose, token[..^4] + (token[^4] == 'A' ? "BBBB" : "AAAA")));
        foreach (string nonsense in new[] { "", "x", "a.b.c", new string('x', 5000) })
        {
            Assert.Null(await tokens.ReadAsync(Purpose, nonsense));
        }
    }

    [Fact]
    public async Task It_never_passes_for_a_callers_token_nor_a_callers_token_for_it()
    {
        using OwnTokens tokens = Open("gateway");
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.Issue("telecom", new Dictionary<string, object>(), _clock.GetUtcNow().AddMinutes(1)));
        string own = tokens.Issue(
            Purpose, new Dictionary<string, object> { ["sub"] = "Mallory", ["roles"] = new[] { "ROLE_ADMIN" } }, _clock.GetUtcNow().AddMinutes(1));
        Assert.Null((await new TokenVerifier(Trusted(), _clock).VerifyAsync(own)).Caller);
        string callers = IdentityKeys.OpenIssuer(_scratch.Identity, "gateway", _clock)
            .Issue(new Caller("Sam", null, new HashSet<Role> { Role.Admin }, null), TimeSpan.FromMinutes(1));
        Assert.Null(await tokens.ReadAsync(Purpose, callers));
        Assert.NotNull((await new TokenVerifier(Trusted(), _clock).VerifyAsync(callers)).Caller);
    }

    private TrustedKeys Trusted() =>
        new(Options.Create(new IdentityOptions { Directory = _scratch.Identity }), NullLogger<TrustedKeys>.Instance, _clock);

    private OwnTokens Open(string service)
    {
        ECDsa key = IdentityKeys.ReadPrivateKey(IdentityKeys.PrivateKeyPath(_scratch.Identity, service));
        return new OwnTokens(service, key, Trusted(), _clock);
    }
}
