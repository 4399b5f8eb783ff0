using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Sla.Status;

/// <summary>The index of the newest catalogue snapshot, built once per snapshot.</summary>
internal sealed class CatalogIndexSource(ICatalogDirectory directory)
{
    private readonly Lock _building = new();
    private volatile Built? _built;

    /// <summary>The index.</summary>
    /// <exception cref="RpcFailure">UNAVAILABLE before the first snapshot.</exception>
    public CatalogIndex Current
    {
        get
        {
            CatalogSnapshot snapshot = directory.Current ?? throw RpcFailure.Unavailable(
                ErrorReason.DependencyUnavailable, "No catalogue snapshot is known yet.", TimeSpan.FromSeconds(1));
            Built? built = _built;
            return ReferenceEquals(built?.Snapshot, snapshot) ? built.Index : Build(snapshot);
        }
    }

    private CatalogIndex Build(CatalogSnapshot snapshot)
    {
        lock (_building)
        {
            if (!ReferenceEquals(_built?.Snapshot, snapshot))
            {
                _built = new Built(snapshot, new CatalogIndex(snapshot));
            }

            return _built.Index;
        }
    }

    private sealed record Built(CatalogSnapshot Snapshot, CatalogIndex Index);
}
