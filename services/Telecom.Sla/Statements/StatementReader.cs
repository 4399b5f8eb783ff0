using Microsoft.Extensions.Options;
using NodaTime;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Contracts.Subscriptions;
using Telecom.Hosting;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Rating;
using Telecom.Sla.Status;
using Telecom.Sla.Stores;
using Telecom.Sla.V1;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Statements;

/// <summary>
/// Assembles what was measured and recorded of a subscription into an evidence document, and rates that document by the contract, as
/// anyone else can: the statement rests on nothing but the evidence that comes with it.
/// </summary>
internal sealed class StatementReader(
    ContractCache contracts,
    KnownFactReader known,
    EvidenceRating rating,
    ISlaStores stores,
    IOptions<StatusOptions> status,
    IOptions<RetentionOptions> retention,
    TimeProvider time)
{
    private readonly FairTurns _turns = new(status.Value.MaxConcurrent, status.Value.MaxWaitingPerCustomer, status.Value.WaitRetry);

    /// <summary>Reads what a request asks for; what is wrong is added to the violations.</summary>
    public StatementQuestion Question(string period, long asOfUs, List<FieldViolation> violations) => StatementQuestion.Read(
        period, asOfUs, UtcInstant.From(time.GetUtcNow()), status.Value.IngestAllowance.Ticks / TimeSpan.TicksPerMicrosecond, violations);

    /// <summary>The statement of one subscription.</summary>
    /// <param name="subscription">A subscription of <paramref name="index"/>.</param>
    /// <param name="index">The catalogue.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="alone">True when it was asked for by name: a period that does not fit it is refused. In a list the statement says so.</param>
    /// <param name="caller">Who asks, and so in whose turn.</param>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT; RESOURCE_EXHAUSTED: see <see cref="FairTurns.TakeAsync"/>.</exception>
    /// <exception cref="Storage.StoreUnavailableException">Cells or facts cannot be read now.</exception>
    public async ValueTask<Statement> ReadAsync(
        Subscription subscription, CatalogIndex index, StatementQuestion question, bool alone, Caller caller, CancellationToken cancellationToken)
    {
        Statement statement = new()
        {
            Subscription = subscription.Name,
            Period = question.Period?.ToString() ?? "",
            AsOfUs = question.AsOf.Microseconds,
            Contract = subscription.Contract,
        };
        if (index.Contract(subscription.Contract) is not { } contract)
        {
            statement.UnratedBecause = AssumptionTexts.NoContract(subscription.Contract);
            return statement;
        }

        statement.ContractSha256 = contract.DocumentSha256;
        if (contracts.Load(contract).Document is not { } document)
        {
            statement.UnratedBecause = AssumptionTexts.NoDocument(contract.Name);
            return statement;
        }

        statement.Period = question.PeriodIn(document.Zone).ToString();
        if (question.Obstacle(document.Zone, new UtcInstant(subscription.StartTimeUs)) is { } obstacle)
        {
            statement.UnratedBecause = alone ? throw RpcFailure.Invalid([obstacle]) : $"Nothing is rated: {obstacle.Description}.";
            return statement;
        }

        using (await _turns.TakeAsync(FairTurns.HolderOf(caller), cancellationToken))
        {
            await RateAsync(statement, subscription, document, index, question, cancellationToken);
        }

        return statement;
    }

    private async ValueTask RateAsync(
        Statement statement, Subscription subscription, ContractDocument document, CatalogIndex index, StatementQuestion question, CancellationToken cancellationToken)
    {
        AgreementResult result = document.Agreement(subscription.Plan, subscription.Readings.ToDictionary(StringComparer.Ordinal));
        if (result.Agreement is not { } agreement)
        {
            statement.UnratedBecause = $"Nothing is rated: {string.Join("; ", result.Errors.Select(error => $"{error.Field}: {error.Message}"))}.";
            return;
        }

        EvidenceNeeds needs = new(agreement);
        Circuit[] circuits = CircuitsOf(subscription, index);
        StatementPeriod period = question.PeriodIn(document.Zone);
        RatingScope scope = new(period.In(document.Zone), new UtcInstant(subscription.StartTimeUs), question.AsOf);
        SubscriptionFacts facts = await FactsAsync(subscription, circuits, index, scope, needs, cancellationToken);
        string[] regions = [.. circuits.Select(circuit => circuit.Region).Distinct(StringComparer.Ordinal)];
        statement.Evidence = EvidenceJson.Write(subscription, regions is [var only] ? only : "", period, question.AsOf, facts, needs);
        statement.Gaps.AddRange(EvidenceGaps.Of(needs, circuits, facts));
        statement.Gaps.AddRange(GapsOf(subscription, document.Zone, scope, question, needs));
        try
        {
            statement.Document = rating.Rate(new RateRequest { Contract = subscription.Contract, Evidence = statement.Evidence }, index).Statement;
        }
        catch (RpcFailure failure)
        {
            statement.UnratedBecause = failure.Message;
        }
    }

    /// <summary>The circuits of a subscription, and those of other ones that had outages under it.</summary>
    private Circuit[] CircuitsOf(Subscription subscription, CatalogIndex index)
    {
        string customer = subscription.Name[..subscription.Name.IndexOf("/subscriptions/", StringComparison.Ordinal)];
        return
        [
            .. index.CircuitsOf(customer).Where(circuit => circuit.Subscription == subscription.Name)
                .Concat(known.CircuitsWithOutages(customer, subscription.Name).Select(index.Circuit).OfType<Circuit>())
                .DistinctBy(circuit => circuit.Name)
                .OrderBy(circuit => circuit.Name, StringComparer.Ordinal),
        ];
    }

    private async ValueTask<SubscriptionFacts> FactsAsync(
        Subscription subscription, Circuit[] circuits, CatalogIndex index, RatingScope scope, EvidenceNeeds needs, CancellationToken cancellationToken)
    {
        string customer = subscription.Name[..subscription.Name.IndexOf("/subscriptions/", StringComparison.Ordinal)];
        TimeRange rated = new(scope.Subscribed.Start, UtcInstant.Max(scope.Subscribed.Start, UtcInstant.Min(scope.AsOf, scope.Period.End)));
        List<CircuitFacts> found = [];
        IMeasurementStore? store = needs.Availability ? await stores.GetCellsAsync(cancellationToken) : null;
        foreach (Circuit circuit in store is null ? [] : circuits)
        {
            CircuitTerms? terms = CircuitTerms.Of(circuit, index, contracts, scope.Subscribed.Start);
            found.Add(new CircuitFacts(
                circuit.Name,
                await known.OutagesAsync(circuit.Name, subscription.Name, scope.Subscribed, scope.AsOf, cancellationToken),
                await known.ExclusionsAsync(customer, circuit.Name, scope.Subscribed, scope.AsOf, cancellationToken),
                await Coverage.UnmeasuredAsync(store!, circuit.Name, terms?.Rule ?? Domain.Availability.AvailabilityRule.Default, scope, cancellationToken)));
        }

        return SubscriptionFacts.Of(found, rated, known.Claims(customer, subscription.Name, scope.Period, scope.AsOf));
    }

    private IEnumerable<string> GapsOf(Subscription subscription, DateTimeZone zone, RatingScope scope, StatementQuestion question, EvidenceNeeds needs)
    {
        if (needs.Availability && question.IsPast)
        {
            yield return EvidenceGaps.LateSamples(question.AsOf);
        }

        UtcInstant kept = UtcInstant.From(time.GetUtcNow() - retention.Value.Days);
        if (needs.Availability && scope.Subscribed.Start < kept)
        {
            yield return EvidenceGaps.Retention(kept);
        }

        if (subscription.Calendar is { } calendar && StatedCalendar.Read(calendar, []).Zone is { } stated && !stated.Equals(zone))
        {
            yield return EvidenceGaps.Zone(stated.Id, zone.Id);
        }
    }
}
