using System.Collections.Frozen;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Ingestion.Checking;

/// <summary>The circuits of one catalogue snapshot, and the agents that may not send, made for looking up. Immutable.</summary>
internal sealed class CircuitIndex
{
    private readonly FrozenSet<string> _names;
    private readonly FrozenSet<string> _disabled;

    /// <summary>Indexes a snapshot.</summary>
    public CircuitIndex(CatalogSnapshot snapshot)
        : this(
            snapshot.Revision,
            snapshot.Circuits.Select(c => c.Name),
            snapshot.Agents.Where(a => a.DisableTimeUs != 0).Select(a => a.Name))
    {
    }

    /// <summary>Indexes circuits, and agents that are disabled, by their resource names.</summary>
    public CircuitIndex(ulong revision, IEnumerable<string> names, IEnumerable<string>? disabledAgents = null)
    {
        Revision = revision;
        _names = names.ToFrozenSet(StringComparer.Ordinal);
        _disabled = (disabledAgents ?? []).ToFrozenSet(StringComparer.Ordinal);
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

    /// <summary>Refuses an agent that is disabled. One that the snapshot has not may be newer than it.</summary>
    /// <param name="agent">Resource name of the authenticated agent.</param>
    /// <exception cref="RpcFailure">PERMISSION_DENIED.</exception>
    public void RequireEnabled(string agent)
    {
        if (_disabled.Contains(agent))
        {
            throw RpcFailure.PermissionDenied(
                $"{agent} is disabled; its provider can enable it again.", new Dictionary<string, string> { ["agent"] = agent });
        }
    }
}
