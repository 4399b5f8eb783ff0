using System.Diagnostics.CodeAnalysis;

namespace Telecom.Gateway.Identity;

/// <summary>
/// A bounded map whose entries expire, under an injected clock. When it is full, the entry that was used longest ago goes. Safe for
/// use by many threads.
/// </summary>
/// <typeparam name="TValue">What is remembered.</typeparam>
/// <param name="capacity">Most entries, at least 1.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class ExpiringCache<TValue>(int capacity, TimeProvider timeProvider)
    where TValue : class
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private readonly Lock _lock = new();

    /// <summary>Number of entries, expired ones included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Finds an entry that has not expired.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value, when the result is true.</param>
    public bool TryGet(string key, [NotNullWhen(true)] out TValue? value)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                if (timeProvider.GetElapsedTime(node.Value.SetAt) < node.Value.Lifetime)
                {
                    _byUse.Remove(node);
                    _byUse.AddLast(node);
                    value = node.Value.Value;
                    return true;
                }

                Remove(node);
            }

            value = null;
            return false;
        }
    }

    /// <summary>Remembers a value; nothing for a lifetime of zero or less.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    /// <param name="lifetime">How long.</param>
    public void Set(string key, TValue value, TimeSpan lifetime)
    {
        if (lifetime <= TimeSpan.Zero)
        {
            return;
        }

        lock (_lock)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? old))
            {
                Remove(old);
            }
            else if (_entries.Count >= capacity && _byUse.First is { } oldest)
            {
                Remove(oldest);
            }

            _entries.Add(key, _byUse.AddLast(new Entry(key, value, timeProvider.GetTimestamp(), lifetime)));
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _ = _entries.Remove(node.Value.Key);
    }

    private sealed record Entry(string Key, TValue Value, long SetAt, TimeSpan Lifetime);
}
