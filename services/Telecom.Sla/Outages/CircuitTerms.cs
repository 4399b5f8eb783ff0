using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;

namespace Telecom.Sla.Outages;

/// <summary>By what the outages of a circuit are found.</summary>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Subscription">Resource name of the subscription.</param>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Plan">Plan of the contract.</param>
/// <param name="SubscriptionStart">From when the contract applies: earlier time is not looked at.</param>
/// <param name="Rule">How outages are detected.</param>
internal sealed record CircuitTerms(
    string Circuit, string Subscription, string Contract, string Plan, UtcInstant SubscriptionStart, AvailabilityRule Rule)
{
    /// <summary>The terms of a circuit; null when its subscription has no contract in the catalogue.</summary>
    /// <param name="circuit">A circuit of <paramref name="index"/>.</param>
    /// <param name="index">The catalogue.</param>
    /// <param name="contracts">Contract documents.</param>
    /// <param name="now">The instant that says which version of the contract holds.</param>
    public static CircuitTerms? Of(Circuit circuit, CatalogIndex index, ContractCache contracts, UtcInstant now)
    {
        if (index.Subscription(circuit.Subscription) is not { } subscription || index.Contract(subscription.Contract) is not { } contract)
        {
            return null;
        }

        DetectionParameters? detection = contracts.Load(contract).Document is { } document
            ? (document.VersionAt(now) ?? document.Versions[0]).Plan(subscription.Plan)?.Detection
            : null;
        AvailabilityRule rule = detection is null
            ? AvailabilityRule.Default
            : new AvailabilityRule(detection.IntervalUs.Value, detection.LossThreshold.Value, detection.Consecutive.Value);
        return new CircuitTerms(circuit.Name, subscription.Name, contract.Name, subscription.Plan, new UtcInstant(subscription.StartTimeUs), rule);
    }
}
