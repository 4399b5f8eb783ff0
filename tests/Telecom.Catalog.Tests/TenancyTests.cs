using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

public sealed class TenancyTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private CatalogRun Run => tenants.Run;

    public static TheoryData<string> Lists() => ["subscriptions", "circuits", "agents"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_customers_admin_lists_its_own_and_cannot_tell_others_from_nobody(string list)
    {
        Metadata acme = Run.AsCustomer("acme");
        Assert.Equal(1, await CountAsync(list, "customers/acme", acme));
        RpcException others = await Assert.ThrowsAsync<RpcException>(() => CountAsync(list, "customers/beta", acme));
        RpcException nobody = await Assert.ThrowsAsync<RpcException>(() => CountAsync(list, "customers/nobody", acme));
        Assert.Equal(StatusCode.NotFound, others.StatusCode);
        Assert.Equal(StatusCode.NotFound, nobody.StatusCode);
        Assert.Equal(nobody.Status.Detail.Replace("nobody", "beta", StringComparison.Ordinal), others.Status.Detail);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Provider_staff_lists_every_customer(string list)
    {
        Metadata support = Run.As(new Caller("Sue", null, new HashSet<Role> { Role.Support }, null));
        Assert.Equal(1, await CountAsync(list, "customers/acme", support));
        Assert.Equal(1, await CountAsync(list, "customers/beta", support));
    }

    [Fact]
    public async Task A_customer_sees_itself_alone_among_the_customers()
    {
        ListCustomersResponse seen = await Run.Catalog.ListCustomersAsync(new ListCustomersRequest(), Run.AsCustomer("beta", Role.CustomerViewer));
        Assert.Equal("customers/beta", Assert.Single(seen.Customers).Name);
        Assert.Empty((await Run.Catalog.ListCustomersAsync(new ListCustomersRequest(), Run.AsCustomer("nobody"))).Customers);
    }

    [Fact]
    public async Task An_agent_lists_its_customers_circuits()
    {
        Metadata agent = Run.As(new Caller("customers/acme/agents/a1", "acme", new HashSet<Role> { Role.Agent }, "customers/acme/agents/a1"));
        Assert.Equal(1, await CountAsync("circuits", "customers/acme", agent));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => CountAsync("circuits", "customers/beta", agent))).StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => CountAsync("agents", "customers/acme", agent))).StatusCode);
    }

    [Fact]
    public async Task A_customer_creates_nothing_and_reaches_no_directory()
    {
        Metadata acme = Run.AsCustomer("acme");
        RpcException create = await Assert.ThrowsAsync<RpcException>(async () => await Run.Catalog.CreateAgentAsync(
            new CreateAgentRequest { Agent = new Agent { Name = "customers/acme/agents/a2", DisplayName = "A" } }, acme));
        Assert.Equal(StatusCode.PermissionDenied, create.StatusCode);
        RpcException snapshot = await Assert.ThrowsAsync<RpcException>(async () => await Run.Directory.GetSnapshotAsync(new GetSnapshotRequest(), acme));
        Assert.Equal(StatusCode.PermissionDenied, snapshot.StatusCode);
        RpcException admin = await Assert.ThrowsAsync<RpcException>(async () => await Run.Directory.GetSnapshotAsync(new GetSnapshotRequest(), Run.Admin));
        Assert.Equal(StatusCode.PermissionDenied, admin.StatusCode);
    }

    private async Task<int> CountAsync(string list, string parent, Metadata caller) => list switch
    {
        "subscriptions" => (await Run.Catalog.ListSubscriptionsAsync(new ListSubscriptionsRequest { Parent = parent }, caller)).Subscriptions.Count,
        "circuits" => (await Run.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = parent }, caller)).Circuits.Count,
        _ => (await Run.Catalog.ListAgentsAsync(new ListAgentsRequest { Parent = parent }, caller)).Agents.Count,
    };
}
