namespace Telecom.Support.Webhooks.Work;

/// <summary>
/// How far a webhook has read the feed, and whether there is more for it. One reader of the whole feed tells all cursors what it sees,
/// so that a webhook reads the feed only when its customer has something in it.
/// </summary>
internal sealed class FeedCursor
{
    private readonly Lock _lock = new();
    private long _read;
    private long _first = 1;
    private long _latest;

    /// <summary>Position up to which it was read.</summary>
    public long Read
    {
        get
        {
            lock (_lock)
            {
                return _read;
            }
        }
    }

    /// <summary>Position to read after; null when there is nothing more.</summary>
    public long? Next
    {
        get
        {
            lock (_lock)
            {
                return _first == long.MaxValue ? null : Math.Max(_read, _first - 1);
            }
        }
    }

    /// <summary>Begins after a position; what follows is not known.</summary>
    /// <param name="position">The position.</param>
    public void Reset(long position)
    {
        lock (_lock)
        {
            (_read, _first) = (position, position + 1);
        }
    }

    /// <summary>The feed was read up to a position.</summary>
    /// <param name="position">The position.</param>
    /// <param name="atEnd">True when there was nothing more at that time.</param>
    public void Advance(long position, bool atEnd)
    {
        lock (_lock)
        {
            _read = Math.Max(_read, position);
            // An event that was seen while the page was being read may lie behind the page.
            _first = atEnd && _latest <= _read ? long.MaxValue : _read + 1;
        }
    }

    /// <summary>An event of the customer was seen.</summary>
    /// <param name="position">Its position.</param>
    /// <returns>True when the reader must be woken.</returns>
    public bool Saw(long position)
    {
        lock (_lock)
        {
            _latest = Math.Max(_latest, position);
            if (position <= _read || _first != long.MaxValue)
            {
                return false;
            }

            _first = position;
            return true;
        }
    }

    /// <summary>The whole feed was seen up to a position, and what the customer has in it was told before.</summary>
    /// <param name="position">The position.</param>
    public void Passed(long position)
    {
        lock (_lock)
        {
            _read = _first == long.MaxValue ? Math.Max(_read, position) : _read;
        }
    }
}
