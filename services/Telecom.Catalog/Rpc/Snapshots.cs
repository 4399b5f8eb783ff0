using System.Runtime.CompilerServices;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;

namespace Telecom.Catalog.Rpc;

/// <summary>Snapshots of views, built once for each revision and shared by all who ask.</summary>
internal static class Snapshots
{
    private static readonly ConditionalWeakTable<CatalogView, CatalogSnapshot> Built = [];

    /// <summary>The snapshot of a view. It must not be changed.</summary>
    public static CatalogSnapshot Of(CatalogView view) => Built.GetValue(view, Build);

    private static CatalogSnapshot Build(CatalogView view) => new()
    {
        Revision = view.Revision,
        Customers = { view.Customers.Values },
        Subscriptions = { view.Subscriptions.All },
        Circuits = { view.Circuits.All },
        Agents = { view.Agents.All },
        Contracts = { view.Contracts.Values.Select(c => c.Contract).OfType<Contract>() },
    };
}
