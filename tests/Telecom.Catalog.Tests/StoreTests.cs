using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Storage.Events;

namespace Telecom.Catalog.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly InMemoryEventStore _store = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_store_that_cannot_write_is_unavailable_and_nothing_of_the_request_shows()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, store: _store);
        _store.AppendFailure = new StoreUnavailableException("The disk is full.", TimeSpan.FromSeconds(9));
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => run.CustomerAsync("acme"));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal("STORE_UNAVAILABLE", RpcErrorDetails.ReasonOf(error));
        Assert.Equal(TimeSpan.FromSeconds(9), RpcErrorDetails.Find<Google.Rpc.RetryInfo>(error)!.RetryDelay.ToTimeSpan());
        Assert.Empty((await run.Catalog.ListCustomersAsync(new ListCustomersRequest(), run.Admin)).Customers);

        _store.AppendFailure = null;
        await run.CustomerAsync("acme");
        Assert.Single((await run.Catalog.ListCustomersAsync(new ListCustomersRequest(), run.Admin)).Customers);
    }

    [Fact]
    public async Task Two_instances_on_one_store_agree_on_who_came_first()
    {
        await using CatalogRun one = await CatalogRun.StartAsync(_scratch, store: _store);
        await using CatalogRun two = await CatalogRun.StartAsync(_scratch, store: _store);
        bool raced = false;
        _store.BeforeAppend = async stream =>
        {
            if (stream == "customers/acme" && !raced)
            {
                raced = true;
                await two.CustomerAsync("acme");
            }
        };
        RpcException loser = await Assert.ThrowsAsync<RpcException>(async () => await one.Catalog.CreateCustomerAsync(
            new CreateCustomerRequest { Customer = new Customer { Name = "customers/acme", DisplayName = "Too late" } }, one.Admin));
        Assert.True(raced);
        Assert.Equal(StatusCode.AlreadyExists, loser.StatusCode);
        Assert.Equal("acme Ltd", (await one.Catalog.ListCustomersAsync(new ListCustomersRequest(), one.Admin)).Customers.Single().DisplayName);
        Assert.Single(_store.Events, e => e.Stream == "customers/acme");
    }

    [Fact]
    public async Task An_event_of_a_newer_version_refuses_the_start()
    {
        await _store.AppendAsync("customers/acme", 0, [new NewEvent("1", "customer.renamed.v9", ReadOnlyMemory<byte>.Empty, 1)], CancellationToken.None);
        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(() => CatalogRun.StartAsync(_scratch, store: _store));
        Assert.Contains("customer.renamed.v9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_begin_with_their_customer_or_with_the_provider()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, store: _store);
        await run.TenantAsync("acme");
        await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Common.V1.Role.CustomerViewer);
        string[] customers = [.. _store.Events.Select(e => e.Stream).Where(s => !s.StartsWith("provider/", StringComparison.Ordinal)).Distinct()];
        Assert.Equal(
            ["customers/acme", "customers/acme/subscriptions/s1", "customers/acme/circuits/c1", "customers/acme/agents/a1", "customers/acme/keys/k1"],
            customers);
        Assert.Contains(_store.Events, e => e.Stream.StartsWith("provider/keys/bootstrap-", StringComparison.Ordinal));
        Assert.Contains(_store.Events, e => e.Stream.StartsWith("provider/contracts/", StringComparison.Ordinal));
    }
}
