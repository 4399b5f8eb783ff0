using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

public sealed class LifecycleTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_was_created_is_listed_and_stays_after_a_restart()
    {
        FakeClock clock = new();
        CatalogSnapshot before;
        CreateApiKeyResponse key;
        await using (CatalogRun run = await CatalogRun.StartAsync(_scratch, clock))
        {
            await run.TenantAsync("acme");
            await run.TenantAsync("beta");
            key = await run.KeyAsync("customers/acme/keys/probe", "customers/acme/agents/a1", 0, Role.Agent);
            long now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
            Circuit circuit = Assert.Single((await run.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = "customers/acme" }, run.Admin)).Circuits);
            Assert.Equal(
                new Circuit
                {
                    Name = "customers/acme/circuits/c1",
                    DisplayName = "Circuit c1",
                    Subscription = "customers/acme/subscriptions/s1",
                    Region = "north",
                    CreateTimeUs = now,
                },
                circuit);
            ListCustomersResponse customers = await run.Catalog.ListCustomersAsync(new ListCustomersRequest(), run.Admin);
            Assert.Equal(["customers/acme", "customers/beta"], customers.Customers.Select(c => c.Name));
            ListSubscriptionsResponse subscriptions =
                await run.Catalog.ListSubscriptionsAsync(new ListSubscriptionsRequest { Parent = "customers/beta" }, run.Admin);
            Assert.Equal(now, subscriptions.Subscriptions.Single().StartTimeUs);
            ListAgentsResponse agents = await run.Catalog.ListAgentsAsync(new ListAgentsRequest { Parent = "customers/beta" }, run.Admin);
            Assert.Equal("customers/beta/agents/a1", agents.Agents.Single().Name);
            before = await SnapshotAsync(run);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using CatalogRun again = await CatalogRun.StartAsync(_scratch, clock);
        Assert.Equal(before, await SnapshotAsync(again));
        Assert.Equal(key.ApiKey, (await again.Directory.VerifyApiKeyAsync(Secrets.Request(key.Secret), again.Service)).ApiKey);
        Assert.Equal(["acme", "beta"], before.Customers.Select(c => c.Name.Split('/')[1]));
        Assert.Equal(2, before.Subscriptions.Count);
        Assert.Equal(2, before.Circuits.Count);
        Assert.Equal(2, before.Agents.Count);
        Assert.All(before.Contracts, c => Assert.NotEmpty(c.Document));
    }

    [Fact]
    public async Task Creating_the_same_again_returns_what_is_there_and_changes_nothing()
    {
        FakeClock clock = new();
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, clock);
        Customer customer = await run.CustomerAsync("acme");
        Subscription subscription = await run.SubscriptionAsync("acme");
        Circuit circuit = await run.CircuitAsync("acme");
        Agent agent = await run.AgentAsync("acme");
        CreateApiKeyResponse key = await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerViewer, Role.CustomerAdmin);
        ulong revision = (await SnapshotAsync(run)).Revision;

        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(customer, await run.CustomerAsync("acme"));
        Assert.Equal(subscription, await run.SubscriptionAsync("acme"));
        Assert.Equal(circuit, await run.CircuitAsync("acme"));
        Assert.Equal(agent, await run.AgentAsync("acme"));
        CreateApiKeyResponse same = await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerAdmin, Role.CustomerViewer);
        Assert.Equal(key.ApiKey, same.ApiKey);
        Assert.NotEmpty(key.Secret);
        Assert.Empty(same.Secret);
        Assert.Equal(revision, (await SnapshotAsync(run)).Revision);
    }

    [Fact]
    public async Task Creating_it_again_with_other_content_is_refused_and_names_what_differs()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch);
        await run.CustomerAsync("acme");
        Subscription subscription = await run.SubscriptionAsync("acme");
        Circuit circuit = await run.CircuitAsync("acme");
        await run.AgentAsync("acme");
        await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerViewer);

        await RefusedAsync("display_name", async () => await run.Catalog.CreateCustomerAsync(
            new CreateCustomerRequest { Customer = new Customer { Name = "customers/acme", DisplayName = "Other" } }, run.Admin));
        await RefusedAsync("start_time_us", async () => await run.Catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest { Subscription = new Subscription(subscription) { StartTimeUs = subscription.StartTimeUs - 1 } }, run.Admin));
        await RefusedAsync("plan", async () => await run.Catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest { Subscription = new Subscription(subscription) { Plan = "other" } }, run.Admin));
        await RefusedAsync("region", async () => await run.Catalog.CreateCircuitAsync(
            new CreateCircuitRequest { Circuit = new Circuit(circuit) { Region = "south" } }, run.Admin));
        await RefusedAsync("display_name", async () => await run.Catalog.CreateAgentAsync(
            new CreateAgentRequest { Agent = new Agent { Name = "customers/acme/agents/a1", DisplayName = "Other" } }, run.Admin));
        await RefusedAsync("roles", () => run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerAdmin));
        await RefusedAsync("subject", () => run.KeyAsync("customers/acme/keys/k1", "Joe", 0, Role.CustomerViewer));
    }

    [Fact]
    public async Task Of_many_creates_at_once_with_different_content_exactly_one_wins()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch);
        ulong revision = (await SnapshotAsync(run)).Revision;
        string?[] outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            try
            {
                CreateCustomerRequest request = new() { Customer = new Customer { Name = "customers/acme", DisplayName = $"Writer {i}" } };
                return (await run.Catalog.CreateCustomerAsync(request, run.Admin)).Customer.DisplayName;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.AlreadyExists)
            {
                return null;
            }
        }));
        string winner = Assert.Single(outcomes.OfType<string>());
        Assert.Equal(winner, (await run.Catalog.ListCustomersAsync(new ListCustomersRequest(), run.Admin)).Customers.Single().DisplayName);
        Assert.Equal(revision + 1, (await SnapshotAsync(run)).Revision);
    }

    private static async Task<CatalogSnapshot> SnapshotAsync(CatalogRun run) =>
        (await run.Directory.GetSnapshotAsync(new GetSnapshotRequest(), run.Service)).Snapshot;

    private static async Task RefusedAsync(string difference, Func<Task> create)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(create);
        Assert.Equal(StatusCode.AlreadyExists, refused.StatusCode);
        Google.Rpc.ErrorInfo info = RpcErrorDetails.Find<Google.Rpc.ErrorInfo>(refused)!;
        Assert.Equal("ALREADY_EXISTS", info.Reason);
        Assert.Equal($"different: {difference}", info.Metadata["difference"]);
    }
}
