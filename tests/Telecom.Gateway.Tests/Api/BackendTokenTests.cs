using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Gateway.Api;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Api;

public sealed class BackendTokenTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public void A_request_that_goes_on_for_long_calls_with_a_fresh_token()
    {
        BackendClients clients = gateway.Gateway.Services.GetRequiredService<BackendClients>();
        var context = new DefaultHttpContext();
        var caller = new Caller("Vera", "acme", new HashSet<Role> { Role.CustomerViewer }, null);
        context.Features.Set(new CallerIdentity(caller, "first", new DevelopmentCredential()));
        Assert.Equal("Bearer first", Token());
        gateway.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("Bearer first", Token());
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        string second = Token();
        Assert.NotEqual("Bearer first", second);
        Assert.Equal(second, Token());
        gateway.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEqual(second, Token());

        string Token() => clients.For(context).Headers!.GetValue("authorization")!;
    }
}
