using System.Runtime.CompilerServices;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api;
using Telecom.Gateway.Tmf.Models;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tmf;

/// <summary>TMF657: the promises of each circuit as objectives, and those of a subscription as a specification.</summary>
internal sealed class QualityView(CatalogReads reads, TmfScope scope)
{
    /// <summary>The objectives that a query asks for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<TmfObjective> ObjectivesAsync(
        HttpContext context, TmfQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string customer in scope.CustomersAsync(context, query, cancellationToken))
        {
            await foreach (CircuitStatus status in reads.StatusesAsync(context, customer, query.Filter(TmfQuery.Month) ?? "", cancellationToken))
            {
                foreach (TmfPromise promise in TmfPromise.Of(status))
                {
                    yield return ToModel(status, promise);
                }
            }
        }
    }

    /// <summary>One objective.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <param name="query">The query.</param>
    public async Task<TmfObjective> ObjectiveAsync(HttpContext context, string id, TmfQuery query)
    {
        string[] parts = TmfId.Split(id, 3, "serviceLevelObjective");
        CircuitStatus status = await reads.StatusAsync(context, $"customers/{parts[0]}/circuits/{parts[1]}", query.Filter(TmfQuery.Month) ?? "");
        return TmfPromise.Of(status).FirstOrDefault(promise => promise.Key == parts[2]) is { } promise
            ? ToModel(status, promise)
            : throw RpcFailure.NotFound($"serviceLevelObjective \"{id}\"");
    }

    /// <summary>The specifications that a query asks for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<TmfSpecification> SpecificationsAsync(
        HttpContext context, TmfQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyDictionary<string, Contract> contracts = await reads.ContractsAsync(context);
        await foreach (string customer in scope.CustomersAsync(context, query, cancellationToken))
        {
            ILookup<string, TmfObjectiveRef>? objectives = await ReferencesAsync(reads.StatusesAsync(context, customer, "", cancellationToken), query);
            await foreach (Subscription subscription in reads.SubscriptionsAsync(context, customer).WithCancellation(cancellationToken))
            {
                yield return ToModel(subscription, contracts.GetValueOrDefault(subscription.Contract), objectives);
            }
        }
    }

    /// <summary>One specification.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <param name="query">The query.</param>
    public async Task<TmfSpecification> SpecificationAsync(HttpContext context, string id, TmfQuery query)
    {
        string[] parts = TmfId.Split(id, 2, "serviceLevelSpecification");
        Subscription subscription = await reads.SubscriptionAsync(context, $"customers/{parts[0]}/subscriptions/{parts[1]}");
        IReadOnlyDictionary<string, Contract> contracts = await reads.ContractsAsync(context);
        return ToModel(
            subscription,
            contracts.GetValueOrDefault(subscription.Contract),
            await ReferencesAsync(reads.StatusesOfAsync(context, subscription.Name), query));
    }

    /// <summary>The objectives by subscription; null, and no status is read, when nobody asked for them, since rating is not for nothing.</summary>
    private static async Task<ILookup<string, TmfObjectiveRef>?> ReferencesAsync(IAsyncEnumerable<CircuitStatus> statuses, TmfQuery query)
    {
        if (!query.Wants("relatedServiceLevelObjective"))
        {
            return null;
        }

        List<(string Subscription, TmfObjectiveRef Reference)> references = [];
        await foreach (CircuitStatus status in statuses)
        {
            foreach (TmfPromise promise in TmfPromise.Of(status))
            {
                string id = TmfId.Of(status.Circuit, promise.Key);
                references.Add((status.Subscription, new TmfObjectiveRef(id, $"{TmfPaths.Objective}/{id}", "ServiceLevelObjective")));
            }
        }

        return references.ToLookup(one => one.Subscription, one => one.Reference);
    }

    private static TmfSpecification ToModel(Subscription subscription, Contract? contract, ILookup<string, TmfObjectiveRef>? objectives)
    {
        string id = TmfId.Of(subscription.Name);
        TmfObjectiveRef[] own = [.. objectives?[subscription.Name] ?? []];
        return new TmfSpecification(
            id,
            $"{TmfPaths.Specification}/{id}",
            "ServiceLevelSpecification",
            SlaView.NameOf(subscription, contract),
            $"What plan {subscription.Plan} promises for each circuit of {Figures.IdOf(subscription.Name)}.",
            new TmfPeriod(Figures.Instant(subscription.StartTimeUs), null),
            own.Length > 0 ? own : null);
    }

    private static TmfObjective ToModel(CircuitStatus status, TmfPromise promise)
    {
        string id = TmfId.Of(status.Circuit, promise.Key);
        string circuit = Figures.IdOf(status.Circuit);
        return new TmfObjective(
            id,
            $"{TmfPaths.Objective}/{id}",
            "ServiceLevelObjective",
            $"{promise.Key} of {circuit}",
            promise.Target,
            promise.Operator,
            new TmfPeriod(Figures.Instant(status.Period.StartUs), Figures.Instant(status.Period.EndUs)),
            new TmfParameter(
                promise.Name,
                "KQI",
                promise.How,
                [new TmfRef(TmfId.Of(status.Circuit), $"/api/v1/{status.Circuit}", circuit, "measured", "Circuit")]));
    }
}
