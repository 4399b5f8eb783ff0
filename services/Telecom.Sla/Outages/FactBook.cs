using Telecom.Sla.Domain.Names;
using Telecom.Sla.Outages.Records;
using Telecom.Storage.Events;

namespace Telecom.Sla.Outages;

/// <summary>
/// The facts in memory: a projection of the event store, rebuilt at start and brought up to date from a position. Streams that are not of
/// outages, exclusions and claims are left to whom they belong. Safe for any number of threads.
/// </summary>
internal sealed class FactBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CircuitOutages> _circuits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _circuitOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _outagesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExclusionState> _exclusions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClaimState> _claims = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untold = new(StringComparer.Ordinal);

    /// <summary>Position of the last event that is in here.</summary>
    public long Position { get; private set; }

    /// <summary>How far the support feed was followed, and the version of the stream that says so.</summary>
    public (long Position, long Version) Follower { get; private set; }

    /// <summary>What is recorded of a circuit.</summary>
    public CircuitOutages Circuit(string name)
    {
        lock (_lock)
        {
            return _circuits.GetValueOrDefault(name, CircuitOutages.None);
        }
    }

    /// <summary>The outage of a name; null when there is none.</summary>
    public OutageFact? Outage(string name)
    {
        lock (_lock)
        {
            return _circuitOf.TryGetValue(name, out string? circuit) ? _circuits[circuit].Outages[name] : null;
        }
    }

    /// <summary>Outages of a customer, newest first, after one of them.</summary>
    /// <param name="customer">Resource name of the customer.</param>
    /// <param name="after">Resource name to go on after; empty for the beginning.</param>
    /// <param name="which">Which to take.</param>
    /// <param name="count">Most to take.</param>
    public IReadOnlyList<OutageFact> List(string customer, string after, Func<OutageFact, bool> which, int count)
    {
        lock (_lock)
        {
            return !_outagesOf.TryGetValue(customer, out SortedSet<string>? names)
                ? []
                : [.. names.Reverse()
                    .SkipWhile(name => after.Length > 0 && string.CompareOrdinal(name, after) >= 0)
                    .Select(name => _circuits[_circuitOf[name]].Outages[name]).Where(which).Take(count)];
        }
    }

    /// <summary>The exclusion of a name; null when there is none.</summary>
    public ExclusionState? Exclusion(string name)
    {
        lock (_lock)
        {
            return _exclusions.GetValueOrDefault(name);
        }
    }

    /// <summary>The claim of a name; null when there is none.</summary>
    public ClaimState? Claim(string name)
    {
        lock (_lock)
        {
            return _claims.GetValueOrDefault(name);
        }
    }

    /// <summary>Exclusions of a customer, newest first.</summary>
    public IReadOnlyList<ExclusionState> ExclusionsOf(string customer) => Sorted(_exclusions, customer, one => one.Place);

    /// <summary>Claims of a customer, newest first.</summary>
    public IReadOnlyList<ClaimState> ClaimsOf(string customer) => Sorted(_claims, customer, one => one.Place);

    /// <summary>Exclusions and claims of which their outages may not have been told yet.</summary>
    public IReadOnlyList<string> Untold()
    {
        lock (_lock)
        {
            return [.. _untold];
        }
    }

    /// <summary>The outages of an exclusion or claim were told of it as it was at a version.</summary>
    public void Told(string name, long version)
    {
        lock (_lock)
        {
            if ((_exclusions.GetValueOrDefault(name)?.Version ?? _claims.GetValueOrDefault(name)?.Version) == version)
            {
                _untold.Remove(name);
            }
        }
    }

    /// <summary>Takes events in, in the order of the store; what is known already is passed over.</summary>
    /// <exception cref="InvalidDataException">An event is unknown, unreadable or out of place; no guess is made.</exception>
    public void Apply(IReadOnlyList<StoredEvent> events)
    {
        lock (_lock)
        {
            foreach (StoredEvent one in events)
            {
                if (one.Position > Position)
                {
                    Apply(one);
                    Position = one.Position;
                }
            }
        }
    }

    private List<T> Sorted<T>(Dictionary<string, T> all, string customer, Func<T, long> place)
    {
        lock (_lock)
        {
            return [.. all.Where(entry => entry.Key.StartsWith(customer + "/", StringComparison.Ordinal)).Select(entry => entry.Value).OrderByDescending(place)];
        }
    }

    private void Apply(StoredEvent stored)
    {
        if (FactStreams.CircuitOf(stored.Stream) is { } circuit)
        {
            _circuits[circuit] = OutageFold.Apply(circuit, _circuits.GetValueOrDefault(circuit, CircuitOutages.None), stored, out OutageFact? outage);
            if (outage is not null && _circuitOf.TryAdd(outage.Name, circuit))
            {
                _ = ResourceName.TryParse(outage.Name, "outages", out ResourceName? name);
                (_outagesOf.TryGetValue(name!.CustomerName, out SortedSet<string>? names) ? names : _outagesOf[name.CustomerName] = new(StringComparer.Ordinal))
                    .Add(outage.Name);
            }
        }
        else if (FactStreams.IsOf(stored.Stream, "exclusions"))
        {
            _exclusions[stored.Stream] = RecordFold.Exclusion(_exclusions.GetValueOrDefault(stored.Stream), stored);
            _untold.Add(stored.Stream);
        }
        else if (FactStreams.IsOf(stored.Stream, "claims"))
        {
            _claims[stored.Stream] = RecordFold.Claim(_claims.GetValueOrDefault(stored.Stream), stored);
            _untold.Add(stored.Stream);
        }
        else if (stored.Stream == FactStreams.SupportFollower)
        {
            Follower = (FactCodec.Read(stored.Data, FactCodec.Default.FollowedTo).Position, stored.Version);
        }
    }
}
