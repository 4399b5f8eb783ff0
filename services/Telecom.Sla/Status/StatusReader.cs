using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Hosting;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Folding;
using Telecom.Sla.Stores;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Status;

/// <summary>Answers where a circuit stands: catalogue and contract, cells, rating.</summary>
internal sealed class StatusReader(
    ContractCache contracts,
    ISlaStores stores,
    IOptions<StatusOptions> status,
    IOptions<FoldOptions> fold,
    FoldHealth health,
    TimeProvider time,
    SlaMetrics metrics)
{
    private readonly FairTurns _turns = new(status.Value.MaxConcurrent, status.Value.MaxWaitingPerCustomer, status.Value.WaitRetry);
    private readonly AssumptionTexts _texts = new(status.Value, fold.Value, health);

    /// <summary>The rules for a call that came now.</summary>
    public PeriodRules RulesNow() => new(UtcInstant.From(time.GetUtcNow()), status.Value.IngestAllowance.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Reads and rates one circuit.</summary>
    /// <param name="circuit">A circuit of <paramref name="index"/>.</param>
    /// <param name="index">The catalogue.</param>
    /// <param name="question">What is asked; its form was checked.</param>
    /// <param name="rules">The rules of the call.</param>
    /// <param name="caller">Who asks, and so in whose turn.</param>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT: see <see cref="PeriodRules.ScopeOf"/>; RESOURCE_EXHAUSTED: see <see cref="FairTurns.TakeAsync"/>.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The cells cannot be read now.</exception>
    public async ValueTask<CircuitReading> ReadAsync(
        Circuit circuit, CatalogIndex index, StatusQuestion question, PeriodRules rules, Caller caller, CancellationToken cancellationToken)
    {
        Subscription? subscription = index.Subscription(circuit.Subscription);
        if (subscription is null)
        {
            return Unrated(circuit, null, null, AssumptionTexts.NoSubscription(circuit.Subscription));
        }

        Contract? contract = index.Contract(subscription.Contract);
        if (contract is null)
        {
            return Unrated(circuit, subscription, null, AssumptionTexts.NoContract(subscription.Contract));
        }

        ContractDocument? document = contracts.Load(contract).Document;
        if (document is null)
        {
            return Unrated(circuit, subscription, null, AssumptionTexts.NoDocument(contract.Name));
        }

        RatingScope scope = rules.ScopeOf(question, document.Zone, new UtcInstant(subscription.StartTimeUs));
        ContractVersion version = document.VersionAt(scope.Subscribed.Start) ?? document.Versions[0];
        if (version.Plan(subscription.Plan) is not { } plan)
        {
            return Unrated(circuit, subscription, document, AssumptionTexts.NoPlan(subscription.Plan, version));
        }

        return plan.Terms(circuit.Region) is { } terms
            ? await RateAsync(circuit, subscription, document, version, plan, terms, scope, caller, cancellationToken)
            : Unrated(circuit, subscription, document, AssumptionTexts.NotLive(plan, version));
    }

    private async ValueTask<CircuitReading> RateAsync(
        Circuit circuit,
        Subscription subscription,
        ContractDocument document,
        ContractVersion version,
        ContractPlan plan,
        PlanTerms terms,
        RatingScope scope,
        Caller caller,
        CancellationToken cancellationToken)
    {
        using (await _turns.TakeAsync(FairTurns.HolderOf(caller), cancellationToken))
        {
            long start = time.GetTimestamp();
            IMeasurementStore store = await stores.GetCellsAsync(cancellationToken);
            (CircuitRating rating, int cells) = await CellRating.RateAsync(store, circuit.Name, terms, scope, cancellationToken);
            (long firstMinute, long endMinute) = scope.Minutes;
            ulong tooLate = await store.CountTooLateAsync(circuit.Name, firstMinute, endMinute, cancellationToken);
            metrics.StatusComputed(cells, time.GetElapsedTime(start));
            return new CircuitReading(
                circuit, subscription, document, version, rating, tooLate, _texts.Of(scope, rating, plan, document, version, tooLate));
        }
    }

    private static CircuitReading Unrated(Circuit circuit, Subscription? subscription, ContractDocument? document, string why) =>
        new(circuit, subscription, document, null, null, 0, [why]);
}
