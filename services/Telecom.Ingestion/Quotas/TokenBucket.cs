namespace Telecom.Ingestion.Quotas;

/// <summary>
/// A token bucket that may be overdrawn: what was read was read, and whoever took too much waits before taking more. Exact, in units of a
/// token divided by the clock's frequency. Safe for any number of threads.
/// </summary>
internal sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly long _perSecond;
    private readonly Int128 _capacity;
    private Int128 _level;
    private long _at;

    /// <summary>A full bucket.</summary>
    /// <param name="perSecond">Tokens that come in a second; at least 1.</param>
    /// <param name="burst">It holds what comes in this time.</param>
    /// <param name="clock">The clock.</param>
    public TokenBucket(long perSecond, TimeSpan burst, TimeProvider clock)
    {
        _clock = clock;
        _perSecond = perSecond;
        _capacity = (Int128)burst.Ticks * clock.TimestampFrequency / TimeSpan.TicksPerSecond * perSecond;
        _level = _capacity;
        _at = clock.GetTimestamp();
    }

    /// <summary>True when nothing was taken that has not come back.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                Refill();
                return _level >= _capacity;
            }
        }
    }

    /// <summary>How long until the bucket is no longer overdrawn; zero when it is not.</summary>
    public TimeSpan Debt
    {
        get
        {
            lock (_lock)
            {
                Refill();
                if (_level >= 0)
                {
                    return TimeSpan.Zero;
                }

                Int128 clockTicks = (-_level + _perSecond - 1) / _perSecond;
                Int128 ticks = ((clockTicks * TimeSpan.TicksPerSecond) + _clock.TimestampFrequency - 1) / _clock.TimestampFrequency;
                return ticks > TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue : new TimeSpan((long)ticks);
            }
        }
    }

    /// <summary>Takes tokens, whether they are there or not.</summary>
    public void Take(long tokens)
    {
        lock (_lock)
        {
            Refill();
            _level -= (Int128)tokens * _clock.TimestampFrequency;
        }
    }

    private void Refill()
    {
        long now = _clock.GetTimestamp();
        _level = Int128.Min(_capacity, _level + ((Int128)(now - _at) * _perSecond));
        _at = now;
    }
}
