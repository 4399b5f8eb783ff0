using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

public sealed class ReadTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private CatalogRun Run => tenants.Run;

    public static TheoryData<string, string> Kinds() => new()
    {
        { "", "" },
        { "subscriptions", "s1" },
        { "circuits", "c1" },
        { "agents", "a1" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_resource_is_read_as_the_list_shows_it(string collection, string id)
    {
        string name = NameOf("acme", collection, id);
        Assert.Equal(await ListedAsync(collection, name), await ReadAsync(collection, name, Run.AsCustomer("acme", Role.CustomerViewer)));
        Assert.Contains(name, await ReadAsync(collection, name, Run.Admin), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Anothers_resource_is_not_found_like_one_that_does_not_exist(string collection, string id)
    {
        Metadata acme = Run.AsCustomer("acme");
        RpcException others = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(collection, NameOf("beta", collection, id), acme));
        RpcException nobodys = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(collection, NameOf("nobody", collection, id), Run.Admin));
        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound), (others.StatusCode, nobodys.StatusCode));
        Assert.Equal(nobodys.Status.Detail.Replace("nobody", "beta", StringComparison.Ordinal), others.Status.Detail);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_malformed_name_is_said_to_be_one(string collection, string id)
    {
        RpcException wrong = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(collection, NameOf("No Id", collection, id), Run.Admin));
        Assert.Equal(StatusCode.InvalidArgument, wrong.StatusCode);
        Assert.Equal("name", Assert.Single(RpcErrorDetails.Find<Google.Rpc.BadRequest>(wrong)!.FieldViolations).Field);
    }

    [Fact]
    public async Task An_agent_reads_its_customers_circuits_and_nothing_else()
    {
        Metadata agent = Run.As(new Caller("customers/acme/agents/a1", "acme", new HashSet<Role> { Role.Agent }, "customers/acme/agents/a1"));
        Assert.Contains("customers/acme/circuits/c1", await ReadAsync("circuits", "customers/acme/circuits/c1", agent), StringComparison.Ordinal);
        RpcException foreign = await Assert.ThrowsAsync<RpcException>(() => ReadAsync("circuits", "customers/beta/circuits/c1", agent));
        Assert.Equal(StatusCode.NotFound, foreign.StatusCode);
        foreach ((string collection, string name) in new[]
        {
            ("", "customers/acme"), ("subscriptions", "customers/acme/subscriptions/s1"), ("agents", "customers/acme/agents/a1"),
        })
        {
            RpcException denied = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(collection, name, agent));
            Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);
        }
    }

    private static string NameOf(string customer, string collection, string id) =>
        collection.Length == 0 ? $"customers/{customer}" : $"customers/{customer}/{collection}/{id}";

    private async Task<string> ReadAsync(string collection, string name, Metadata caller) => collection switch
    {
        "" => (await Run.Catalog.GetCustomerAsync(new GetCustomerRequest { Name = name }, caller)).Customer.ToString(),
        "subscriptions" => (await Run.Catalog.GetSubscriptionAsync(new GetSubscriptionRequest { Name = name }, caller)).Subscription.ToString(),
        "circuits" => (await Run.Catalog.GetCircuitAsync(new GetCircuitRequest { Name = name }, caller)).Circuit.ToString(),
        _ => (await Run.Catalog.GetAgentAsync(new GetAgentRequest { Name = name }, caller)).Agent.ToString(),
    };

    private async Task<string> ListedAsync(string collection, string name)
    {
        string parent = string.Join('/', name.Split('/').Take(2));
        return collection switch
        {
            "" => (await Run.Catalog.ListCustomersAsync(new ListCustomersRequest(), Run.Admin)).Customers.Single(c => c.Name == name).ToString(),
            "subscriptions" => (await Run.Catalog.ListSubscriptionsAsync(new ListSubscriptionsRequest { Parent = parent }, Run.Admin))
                .Subscriptions.Single(s => s.Name == name).ToString(),
            "circuits" => (await Run.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = parent }, Run.Admin))
                .Circuits.Single(c => c.Name == name).ToString(),
            _ => (await Run.Catalog.ListAgentsAsync(new ListAgentsRequest { Parent = parent }, Run.Admin)).Agents.Single(a => a.Name == name).ToString(),
        };
    }
}
