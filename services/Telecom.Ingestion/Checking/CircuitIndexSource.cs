using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Ingestion.Checking;

/// <summary>
/// The index of the newest catalogue snapshot, built once per snapshot. While one caller builds it the others go on with the one before,
/// so that a large catalogue's change does not stop every stream.
/// </summary>
internal sealed class CircuitIndexSource(ICatalogDirectory directory)
{
    private readonly Lock _building = new();
    private volatile Built? _built;

    /// <summary>The index; null before the first snapshot.</summary>
    public CircuitIndex? Current
    {
        get
        {
            CatalogSnapshot? newest = directory.Current;
            Built? built = _built;
            if (newest is null || ReferenceEquals(built?.Snapshot, newest))
            {
                return built?.Index;
            }

            return built is null ? BuildFirst() : BuildNext(built, newest);
        }
    }

    private CircuitIndex? BuildFirst()
    {
        lock (_building)
        {
            return _built?.Index ?? Build(directory.Current);
        }
    }

    private CircuitIndex? BuildNext(Built built, CatalogSnapshot newest)
    {
        if (!_building.TryEnter())
        {
            return built.Index;
        }

        try
        {
            return ReferenceEquals(_built?.Snapshot, newest) ? _built.Index : Build(newest);
        }
        finally
        {
            _building.Exit();
        }
    }

    private CircuitIndex? Build(CatalogSnapshot? snapshot)
    {
        if (snapshot is null)
        {
            return null;
        }

        Built built = new(snapshot, new CircuitIndex(snapshot));
        _built = built;
        return built.Index;
    }

    private sealed record Built(CatalogSnapshot Snapshot, CircuitIndex Index);
}
