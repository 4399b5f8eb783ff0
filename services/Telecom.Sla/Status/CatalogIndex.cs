using Telecom.Catalog.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Sla.Status;

/// <summary>A catalogue snapshot by name.</summary>
internal sealed class CatalogIndex
{
    private readonly Dictionary<string, Circuit> _circuits = [];
    private readonly Dictionary<string, Circuit[]> _byCustomer = [];
    private readonly Dictionary<string, Subscription> _subscriptions = [];
    private readonly Dictionary<string, Subscription[]> _subscriptionsByCustomer = [];
    private readonly Dictionary<string, Contract> _contracts = [];
    private readonly HashSet<string> _agents = [];
    private readonly HashSet<string> _customers = [];

    /// <summary>Reads a snapshot once.</summary>
    public CatalogIndex(CatalogSnapshot snapshot)
    {
        foreach (Circuit circuit in snapshot.Circuits)
        {
            _circuits[circuit.Name] = circuit;
        }

        foreach (Subscription subscription in snapshot.Subscriptions)
        {
            _subscriptions[subscription.Name] = subscription;
        }

        foreach (Contract contract in snapshot.Contracts)
        {
            _contracts[contract.Name] = contract;
        }

        _agents.UnionWith(snapshot.Agents.Select(a => a.Name));
        _customers.UnionWith(snapshot.Customers.Select(c => c.Name));
        foreach (IGrouping<string, Circuit> owned in _circuits.Values.GroupBy(circuit => CustomerOf(circuit.Name, "circuits")))
        {
            _byCustomer[owned.Key] = [.. owned.OrderBy(c => c.Name, StringComparer.Ordinal)];
        }

        foreach (IGrouping<string, Subscription> owned in _subscriptions.Values.GroupBy(subscription => CustomerOf(subscription.Name, "subscriptions")))
        {
            _subscriptionsByCustomer[owned.Key] = [.. owned.OrderBy(s => s.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>The circuit of a name; null when there is none.</summary>
    public Circuit? Circuit(string name) => _circuits.GetValueOrDefault(name);

    /// <summary>The subscription of a name; null when there is none.</summary>
    public Subscription? Subscription(string name) => _subscriptions.GetValueOrDefault(name);

    /// <summary>The contract of a name; null when there is none.</summary>
    public Contract? Contract(string name) => _contracts.GetValueOrDefault(name);

    /// <summary>Circuits of a customer, by name.</summary>
    public IReadOnlyList<Circuit> CircuitsOf(string customer) => _byCustomer.GetValueOrDefault(customer) ?? [];

    /// <summary>Subscriptions of a customer, by name.</summary>
    public IReadOnlyList<Subscription> SubscriptionsOf(string customer) => _subscriptionsByCustomer.GetValueOrDefault(customer) ?? [];

    /// <summary>True when there is such an agent.</summary>
    public bool HasAgent(string name) => _agents.Contains(name);

    /// <summary>True when there is such a customer.</summary>
    public bool HasCustomer(string name) => _customers.Contains(name);

    private static string CustomerOf(string resource, string collection) =>
        ResourceName.TryParse(resource, collection, out ResourceName? name) ? name.CustomerName : "";
}
