using Microsoft.Extensions.Options;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>
/// The last counted points of cumulative series of all agents, in memory only, within a bound: the series that was silent longest goes
/// first. Safe for several threads; the points of one agent are written by one export at a time.
/// </summary>
internal sealed class CumulativeStates(IOptions<OtlpOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SeriesKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private readonly long _maxBytes = options.Value.MaxCumulativeBytes;
    private long _bytes;

    /// <summary>Memory in use, bytes, about.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Series that were forgotten to make room.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The last counted point of a series; null when none is known.</summary>
    public CumulativeState? Find(SeriesKey key)
    {
        lock (_lock)
        {
            return _entries.GetValueOrDefault(key)?.Value.State;
        }
    }

    /// <summary>Remembers a point, unless a later one of its series is known.</summary>
    public void Commit(SeriesKey key, CumulativeState state)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                if (node.Value.State.TimeNs >= state.TimeNs)
                {
                    return;
                }

                Remove(node);
            }

            _entries[key] = _byUse.AddLast(new Entry(key, state));
            _bytes += state.Bytes;
            while (_bytes > _maxBytes && _byUse.First is { } oldest)
            {
                Remove(oldest);
                Forgotten++;
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= node.Value.State.Bytes;
    }

    private sealed record Entry(SeriesKey Key, CumulativeState State);
}
