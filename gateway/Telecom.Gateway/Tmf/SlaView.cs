using System.Globalization;
using System.Runtime.CompilerServices;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api;
using Telecom.Gateway.Tmf.Models;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tmf;

/// <summary>TMF623: subscriptions as agreements, and the promises of a month that were not kept.</summary>
internal sealed class SlaView(CatalogReads reads, TmfScope scope)
{
    /// <summary>Filter of agreements: id of the contract.</summary>
    public const string Template = "template.id";

    /// <summary>Filter of violations: id of the agreement.</summary>
    public const string Sla = "sla.id";

    /// <summary>The agreements that a query asks for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<TmfSla> ListAsync(HttpContext context, TmfQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyDictionary<string, Contract> contracts = await reads.ContractsAsync(context);
        await foreach (string customer in scope.CustomersAsync(context, query, cancellationToken))
        {
            List<CircuitStatus>? statuses = NeedsStatuses(query) ? [] : null;
            if (statuses is not null)
            {
                await foreach (CircuitStatus status in reads.StatusesAsync(context, customer, "", cancellationToken))
                {
                    statuses.Add(status);
                }
            }

            await foreach (Subscription subscription in reads.SubscriptionsAsync(context, customer).WithCancellation(cancellationToken))
            {
                if (query.Filter(Template) is not { } template || subscription.Contract == $"contracts/{template}")
                {
                    yield return ToModel(subscription, contracts.GetValueOrDefault(subscription.Contract), statuses);
                }
            }
        }
    }

    /// <summary>One agreement.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <param name="query">The query.</param>
    public async Task<TmfSla> GetAsync(HttpContext context, string id, TmfQuery query)
    {
        string[] parts = TmfId.Split(id, 2, "sla");
        Subscription subscription = await reads.SubscriptionAsync(context, $"customers/{parts[0]}/subscriptions/{parts[1]}");
        IReadOnlyDictionary<string, Contract> contracts = await reads.ContractsAsync(context);
        List<CircuitStatus>? statuses = NeedsStatuses(query) ? [] : null;
        if (statuses is not null)
        {
            await foreach (CircuitStatus status in reads.StatusesOfAsync(context, subscription.Name))
            {
                statuses.Add(status);
            }
        }

        return ToModel(subscription, contracts.GetValueOrDefault(subscription.Contract), statuses);
    }

    /// <summary>The violations that a query asks for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<TmfSlaViolation> ViolationsAsync(
        HttpContext context, TmfQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string customer in scope.CustomersAsync(context, query, cancellationToken))
        {
            await foreach (CircuitStatus status in reads.StatusesAsync(context, customer, query.Filter(TmfQuery.Month) ?? "", cancellationToken))
            {
                if (query.Filter(Sla) is { } sla && TmfId.Of(status.Subscription) != sla)
                {
                    continue;
                }

                foreach (TmfPromise promise in TmfPromise.Of(status).Where(promise => promise.IsBroken))
                {
                    yield return ToModel(status, promise);
                }
            }
        }
    }

    /// <summary>One violation.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    public async Task<TmfSlaViolation> ViolationAsync(HttpContext context, string id)
    {
        string[] parts = TmfId.Split(id, 4, "slaViolation");
        CircuitStatus status = await reads.StatusAsync(context, $"customers/{parts[0]}/circuits/{parts[1]}", parts[2]);
        return TmfPromise.Of(status).FirstOrDefault(promise => promise.Key == parts[3] && promise.IsBroken) is { } promise
            ? ToModel(status, promise)
            : throw RpcFailure.NotFound($"slaViolation \"{id}\"");
    }

    /// <summary>Title of an agreement.</summary>
    internal static string NameOf(Subscription subscription, Contract? contract) => $"{contract?.Title ?? subscription.Contract}, {subscription.Plan}";

    private static bool NeedsStatuses(TmfQuery query) => query.Wants("rule") || query.Wants("version");

    private static TmfSla ToModel(Subscription subscription, Contract? contract, List<CircuitStatus>? statuses)
    {
        CircuitStatus[] own = [.. (statuses ?? []).Where(status => status.Subscription == subscription.Name)];
        string id = TmfId.Of(subscription.Name);
        string customer = subscription.Name.Split('/')[1];
        string contractId = Figures.IdOf(subscription.Contract);
        return new TmfSla(
            id,
            $"{TmfPaths.Sla}/{id}",
            NameOf(subscription, contract),
            $"Plan {subscription.Plan} of {contract?.Title ?? subscription.Contract} for {customer}.",
            own.Length > 0 ? Figures.OrNull(own[0].ContractVersion) : null,
            new TmfPeriod(Figures.Instant(subscription.StartTimeUs), null),
            new TmfSlaTemplate(contractId, $"/api/v1/contracts/{contractId}", contract?.Title ?? subscription.Contract),
            [new TmfSlaParty(null, null, "SLAProvider", contract?.Provider), Consumer(customer)],
            own.Length > 0 ? Rules(own) : null);
    }

    /// <summary>A rule that is the same for all circuits is stated once; where circuits differ each has its own.</summary>
    private static List<TmfSlaRule> Rules(CircuitStatus[] statuses)
    {
        List<TmfSlaRule> rules = [];
        foreach (IGrouping<string, (string Circuit, TmfPromise Promise)> key in statuses
            .SelectMany(status => TmfPromise.Of(status).Select(promise => (Figures.IdOf(status.Circuit), promise)))
            .GroupBy(one => one.Item2.Key, StringComparer.Ordinal))
        {
            bool same = key.Select(one => (one.Promise.Operator, one.Promise.Target)).Distinct().Count() == 1;
            rules.AddRange((same ? key.Take(1) : key).Select(one => new TmfSlaRule(
                same ? key.Key : $"{key.Key}.{one.Circuit}", one.Promise.Name, one.Promise.Unit, one.Promise.Target, one.Promise.Operator)));
        }

        return rules;
    }

    private static TmfSlaViolation ToModel(CircuitStatus status, TmfPromise promise)
    {
        DateTime start = Figures.Instant(status.Period.StartUs);
        string id = TmfId.Of(status.Circuit, MonthOf(status), promise.Key);
        string sla = TmfId.Of(status.Subscription);
        string circuit = Figures.IdOf(status.Circuit);
        return new TmfSlaViolation(
            id,
            $"{TmfPaths.SlaViolation}/{id}",
            Figures.Instant(status.Rated.EndUs),
            new TmfSlaRef(sla, $"{TmfPaths.Sla}/{sla}", $"Plan {status.Plan} of {status.Contract}."),
            [Consumer(status.Circuit.Split('/')[1])],
            new TmfViolation(
                new TmfSlaRef(promise.Key, $"{TmfPaths.Objective}/{TmfId.Of(status.Circuit, promise.Key)}", promise.Name),
                promise.Unit,
                promise.Target,
                promise.Operator,
                promise.Actual,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Circuit {circuit}, period from {start:yyyy-MM-dd'T'HH:mm:ss'Z'}: {(status.Final ? "final" : "the period is open, nothing that can still happen makes it met")}.")));
    }

    /// <summary>The month of a status in its contract's zone: the middle of the period lies in it in every zone.</summary>
    private static string MonthOf(CircuitStatus status) =>
        Figures.Instant((status.Period.StartUs / 2) + (status.Period.EndUs / 2)).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static TmfSlaParty Consumer(string customer) => new(customer, $"/api/v1/customers/{customer}", "SLAConsumer", null);
}
