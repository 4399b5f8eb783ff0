using System.Collections.Frozen;
using Telecom.Catalog.V1;

namespace Telecom.Ingestion.Checking;

/// <summary>The circuits of one catalogue snapshot, made for looking up. Immutable.</summary>
internal sealed class CircuitIndex
{
    private readonly FrozenSet<string> _names;

    /// <summary>Indexes the circuits of a snapshot.</summary>
    public CircuitIndex(CatalogSnapshot snapshot)
        : this(snapshot.Revision, snapshot.Circuits.Select(c => c.Name))
    {
    }

    /// <summary>Indexes circuits by their resource names.</summary>
    public CircuitIndex(ulong revision, IEnumerable<string> names)
    {
        Revision = revision;
        _names = names.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Revision of the catalogue.</summary>
    public ulong Revision { get; }

    /// <summary>True when the catalogue has the circuit.</summary>
    /// <param name="name">Resource name.</param>
    /// <param name="shared">The catalogue's own copy of the name, so that thousands of streams need not keep theirs.</param>
    public bool Contains(string name, out string shared)
    {
        bool known = _names.TryGetValue(name, out string? found);
        shared = found ?? name;
        return known;
    }
}
