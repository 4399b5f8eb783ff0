namespace Telecom.Protos.Wire;

/// <summary>Where the entries of a repeated message field stand. Entries that others stand between are not taken.</summary>
internal struct RepeatedRange
{
    private int _start;
    private int _end;

    /// <summary>Entries.</summary>
    public int Count { get; private set; }

    /// <summary>Notes an entry, its tag included; false when it does not follow the one before.</summary>
    public bool Add(int start, int end)
    {
        if (Count > 0 && start != _end)
        {
            return false;
        }

        _start = Count == 0 ? start : _start;
        _end = end;
        Count++;
        return true;
    }

    /// <summary>The entries in their message.</summary>
    public readonly ReadOnlySpan<byte> In(ReadOnlySpan<byte> message) => message[_start.._end];
}
