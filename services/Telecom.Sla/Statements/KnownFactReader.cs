using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Outages.Records;
using Telecom.Storage.Events;

namespace Telecom.Sla.Statements;

/// <summary>
/// Reads facts as they were recorded at an instant: outages, exclusions and claims are folds over their events, and the events that were
/// recorded later are left out.
/// </summary>
internal sealed class KnownFactReader(FactStore facts)
{
    /// <summary>Circuits that have, or had, outages under a subscription.</summary>
    public IEnumerable<string> CircuitsWithOutages(string customer, string subscription) =>
        facts.Book.List(customer, "", outage => outage.Subscription == subscription, int.MaxValue).Select(outage => outage.Circuit).Distinct(StringComparer.Ordinal);

    /// <summary>Outages of a circuit under a subscription that touch a period, by start.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The facts cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<OutageFact>> OutagesAsync(
        string circuit, string subscription, TimeRange period, UtcInstant asOf, CancellationToken cancellationToken)
    {
        CircuitOutages state = CircuitOutages.None;
        foreach (StoredEvent one in await facts.ReadStreamAsync(FactStreams.OfCircuit(circuit), cancellationToken))
        {
            if (one.RecordedAtUs > asOf.Microseconds)
            {
                break;
            }

            state = OutageFold.Apply(circuit, state, one, out _);
        }

        return
        [
            .. state.Live
                .Where(outage => outage.Subscription == subscription && outage.StartUs < period.End.Microseconds && (outage.Ongoing || outage.EndUs > period.Start.Microseconds))
                .OrderBy(outage => outage.StartUs),
        ];
    }

    /// <summary>Exclusions of a circuit's time that touch a period, in the order in which they were recorded.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The facts cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<ExclusionState>> ExclusionsAsync(
        string customer, string circuit, TimeRange period, UtcInstant asOf, CancellationToken cancellationToken)
    {
        List<ExclusionState> known = [];
        foreach (ExclusionState now in facts.Book.ExclusionsOf(customer).Reverse())
        {
            if (now.Fact.Circuit == circuit && now.Fact.RecordedAtUs <= asOf.Microseconds
                && now.Fact.StartUs < period.End.Microseconds && now.Fact.EndUs > period.Start.Microseconds)
            {
                known.Add(now.Decision is { } decision && decision.DecidedAtUs > asOf.Microseconds ? await ThenAsync(now, asOf, cancellationToken) : now);
            }
        }

        return known;
    }

    /// <summary>Claims of a subscription that were filed since the period began, by filing.</summary>
    public IReadOnlyList<ClaimFact> Claims(string customer, string subscription, TimeRange period, UtcInstant asOf) =>
    [
        .. facts.Book.ClaimsOf(customer).Reverse().Select(claim => claim.Fact)
            .Where(claim => claim.Subscription == subscription && claim.FiledAtUs >= period.Start.Microseconds && claim.FiledAtUs <= asOf.Microseconds),
    ];

    private async ValueTask<ExclusionState> ThenAsync(ExclusionState now, UtcInstant asOf, CancellationToken cancellationToken)
    {
        ExclusionState? state = null;
        foreach (StoredEvent one in await facts.ReadStreamAsync(now.Name, cancellationToken))
        {
            if (state is null || one.RecordedAtUs <= asOf.Microseconds)
            {
                state = RecordFold.Exclusion(state, one);
            }
        }

        return state ?? now;
    }
}
