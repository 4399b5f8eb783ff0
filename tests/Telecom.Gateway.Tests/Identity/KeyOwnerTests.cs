using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Identity;

public sealed class KeyOwnerTests
{
    [Fact]
    public void An_agents_key_speaks_for_the_agent_of_its_customer()
    {
        Caller? caller = KeyOwner.Of(Key("customers/acme/keys/k1", "customers/acme/agents/a1", Role.Agent));
        Assert.NotNull(caller);
        Assert.Equal(("acme", "customers/acme/agents/a1"), (caller.Customer, caller.Agent));
        Assert.True(caller.Is(Role.Agent));
    }

    [Fact]
    public void A_providers_key_belongs_to_no_customer()
    {
        Caller? caller = KeyOwner.Of(Key("provider/keys/k1", "Sam", Role.Support, Role.Billing));
        Assert.NotNull(caller);
        Assert.True(caller.IsProvider);
        Assert.Null(caller.Agent);
    }

    public static TheoryData<string, string, Role[]> Senseless() => new()
    {
        { "customers/acme/keys/k1", "Vera", [] },
        { "customers/acme/keys/k1", "", [Role.CustomerViewer] },
        { "customers/acme/keys/k1", "Vera", [Role.Support] },
        { "customers/acme/keys/k1", "Vera", [Role.CustomerViewer, Role.Admin] },
        { "customers/acme/keys/k1", "Vera", [Role.Service] },
        { "customers/acme/keys/k1", "Vera", [Role.Unspecified] },
        { "customers/acme/keys/k1", "customers/globex/agents/a1", [Role.Agent] },
        { "customers/acme/keys/k1", "probe", [Role.Agent] },
        { "customers/acme/keys/k1", "customers/acme/agents/a1", [Role.Agent, Role.CustomerViewer] },
        { "provider/keys/k1", "Sam", [Role.CustomerViewer] },
        { "provider/keys/k1", "Sam", [Role.Agent] },
        { "provider/keys/k1", "Sam", [Role.Service] },
        { "keys/k1", "Sam", [Role.Support] },
        { "", "Sam", [Role.Support] },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void A_key_that_makes_no_sense_speaks_for_nobody(string name, string subject, Role[] roles) => Assert.Null(KeyOwner.Of(Key(name, subject, roles)));

    private static ApiKey Key(string name, string subject, params Role[] roles) => new() { Name = name, Subject = subject, Roles = { roles } };
}
