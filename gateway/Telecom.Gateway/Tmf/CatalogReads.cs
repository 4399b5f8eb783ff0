using System.Runtime.CompilerServices;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tmf;

/// <summary>What agreements and objectives are read from: subscriptions, contracts and statuses, each as its caller may see them.</summary>
/// <param name="clients">The services.</param>
internal sealed class CatalogReads(BackendClients clients)
{
    private const int PageSize = 500;

    /// <summary>Subscriptions of a customer, by name.</summary>
    /// <param name="context">The request.</param>
    /// <param name="customer">Resource name of the customer.</param>
    public IAsyncEnumerable<Subscription> SubscriptionsAsync(HttpContext context, string customer) => TmfScope.Pages<Subscription>(async token =>
    {
        ListSubscriptionsResponse page = await clients.Catalog.ListSubscriptionsAsync(
            new ListSubscriptionsRequest { Parent = customer, PageSize = PageSize, PageToken = token }, clients.For(context));
        return (page.Subscriptions, page.NextPageToken);
    });

    /// <summary>One subscription.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Its resource name.</param>
    public async Task<Subscription> SubscriptionAsync(HttpContext context, string name) =>
        (await clients.Catalog.GetSubscriptionAsync(new GetSubscriptionRequest { Name = name }, clients.For(context))).Subscription;

    /// <summary>The contracts by resource name, without their documents.</summary>
    /// <param name="context">The request.</param>
    public async Task<IReadOnlyDictionary<string, Contract>> ContractsAsync(HttpContext context)
    {
        Dictionary<string, Contract> contracts = new(StringComparer.Ordinal);
        await foreach (Contract contract in TmfScope.Pages<Contract>(async token =>
        {
            ListContractsResponse page = await clients.Catalog.ListContractsAsync(
                new ListContractsRequest { PageSize = PageSize, PageToken = token }, clients.For(context));
            return (page.Contracts, page.NextPageToken);
        }))
        {
            contracts[contract.Name] = contract;
        }

        return contracts;
    }

    /// <summary>Statuses of a customer's circuits, by circuit.</summary>
    /// <param name="context">The request.</param>
    /// <param name="customer">Resource name of the customer.</param>
    /// <param name="month">Month, "2026-11"; empty: the current one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<CircuitStatus> StatusesAsync(
        HttpContext context, string customer, string month, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (CircuitStatus status in TmfScope.Pages<CircuitStatus>(async token =>
        {
            ListStatusesResponse page = await clients.Sla.ListStatusesAsync(
                new ListStatusesRequest { Parent = customer, Month = month, PageSize = PageSize, PageToken = token }, clients.For(context));
            return (page.Statuses, page.NextPageToken);
        }).WithCancellation(cancellationToken))
        {
            yield return status;
        }
    }

    /// <summary>Statuses of a subscription's circuits this month, by circuit: no other circuit is rated for them.</summary>
    /// <param name="context">The request.</param>
    /// <param name="subscription">Resource name of the subscription.</param>
    public async IAsyncEnumerable<CircuitStatus> StatusesOfAsync(HttpContext context, string subscription)
    {
        string customer = string.Join('/', subscription.Split('/')[..2]);
        await foreach (Circuit circuit in TmfScope.Pages<Circuit>(async token =>
        {
            ListCircuitsResponse page = await clients.Catalog.ListCircuitsAsync(
                new ListCircuitsRequest { Parent = customer, PageSize = PageSize, PageToken = token }, clients.For(context));
            return (page.Circuits, page.NextPageToken);
        }))
        {
            if (circuit.Subscription == subscription && await FindStatusAsync(context, circuit.Name) is { } status)
            {
                yield return status;
            }
        }
    }

    /// <summary>One circuit's status.</summary>
    /// <param name="context">The request.</param>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="month">Month, "2026-11"; empty: the current one.</param>
    public async Task<CircuitStatus> StatusAsync(HttpContext context, string circuit, string month) =>
        (await clients.Sla.GetStatusAsync(new GetStatusRequest { Name = circuit, Month = month }, clients.For(context))).Status;

    /// <summary>A circuit's status this month; null while the circuit is too new to be known where it is rated.</summary>
    private async Task<CircuitStatus?> FindStatusAsync(HttpContext context, string circuit)
    {
        try
        {
            return await StatusAsync(context, circuit, "");
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
