namespace Telecom.Ingestion.Streams;

/// <summary>
/// The alarms of one stream on one timer. Traffic only moves deadlines later and does not touch the timer; when it fires it looks which
/// deadlines really passed and sets itself for the next.
/// </summary>
internal sealed class StreamClock : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly IStreamAlarms _alarms;
    private readonly long _heartbeat;
    private readonly long _idle;
    private readonly ITimer _timer;
    private long _heartbeatAt = Never;
    private long _idleAt = Never;
    private long _ageAt;
    private long _readingEndsAt = Never;
    private bool _readingEnded;
    private long _limitAt = Never;

    /// <summary>Starts the clock; idle time counts once reading begins, heartbeats once <see cref="StartHeartbeats"/> was called.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="heartbeat">Heartbeat interval; at most half of <paramref name="idle"/>.</param>
    /// <param name="idle">Idle timeout.</param>
    /// <param name="age">Age at which the stream ends.</param>
    /// <param name="alarms">What to ring.</param>
    public StreamClock(TimeProvider time, TimeSpan heartbeat, TimeSpan idle, TimeSpan age, IStreamAlarms alarms)
    {
        _time = time;
        _alarms = alarms;
        _heartbeat = Ticks(heartbeat);
        _idle = Ticks(idle);
        _ageAt = time.GetTimestamp() + Ticks(age);
        _timer = time.CreateTimer(static clock => (clock as StreamClock)?.OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Rearm();
    }

    /// <summary>The stream is being read from now on.</summary>
    public void Reading()
    {
        bool first = Interlocked.Exchange(ref _idleAt, _time.GetTimestamp() + _idle) == Never && Volatile.Read(ref _heartbeatAt) == Never;
        if (first)
        {
            // Once heartbeats run, the timer fires at least twice in each idle timeout and finds the new deadline by itself.
            Rearm();
        }
    }

    /// <summary>The stream is not being read: the silence is the server's own.</summary>
    public void NotReading() => Volatile.Write(ref _idleAt, Never);

    /// <summary>Something was sent.</summary>
    public void Sent()
    {
        if (Volatile.Read(ref _heartbeatAt) != Never)
        {
            Volatile.Write(ref _heartbeatAt, _time.GetTimestamp() + _heartbeat);
        }
    }

    /// <summary>Heartbeats count from now on.</summary>
    public void StartHeartbeats()
    {
        Volatile.Write(ref _heartbeatAt, _time.GetTimestamp() + _heartbeat);
        Rearm();
    }

    /// <summary>The stream was told to move; the first call counts.</summary>
    /// <param name="grace">How long it is still read.</param>
    public void LimitReading(TimeSpan grace)
    {
        if (Interlocked.CompareExchange(ref _readingEndsAt, _time.GetTimestamp() + Ticks(grace), Never) == Never)
        {
            Rearm();
        }
    }

    /// <summary>The stream was told to end; the first call counts.</summary>
    /// <param name="limit">Longest time that it may take.</param>
    public void LimitDrain(TimeSpan limit)
    {
        if (Interlocked.CompareExchange(ref _limitAt, _time.GetTimestamp() + Ticks(limit), Never) == Never)
        {
            Rearm();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        long now = _time.GetTimestamp();
        long heartbeatAt = Volatile.Read(ref _heartbeatAt);
        if (now >= heartbeatAt && Interlocked.CompareExchange(ref _heartbeatAt, now + _heartbeat, heartbeatAt) == heartbeatAt)
        {
            _alarms.HeartbeatDue();
        }

        long idleAt = Volatile.Read(ref _idleAt);
        if (now >= idleAt && Interlocked.CompareExchange(ref _idleAt, Never, idleAt) == idleAt)
        {
            _alarms.IdleTooLong();
        }

        if (now >= _ageAt)
        {
            _ageAt = Never;
            _alarms.TooOld();
        }

        if (now >= Volatile.Read(ref _readingEndsAt) && !Interlocked.Exchange(ref _readingEnded, true))
        {
            _alarms.ReadingTimeOver();
        }

        if (now >= Volatile.Read(ref _limitAt))
        {
            // Stays in the past: LimitDrain counts once.
            _alarms.DrainLimitReached();
            return;
        }

        Rearm();
    }

    private void Rearm()
    {
        lock (_lock)
        {
            long next = Math.Min(Volatile.Read(ref _heartbeatAt), Volatile.Read(ref _idleAt));
            next = Math.Min(next, Math.Min(Volatile.Read(ref _ageAt), Volatile.Read(ref _limitAt)));
            next = Math.Min(next, Volatile.Read(ref _readingEnded) ? Never : Volatile.Read(ref _readingEndsAt));
            if (next != Never)
            {
                double seconds = Math.Max(0, next - _time.GetTimestamp()) / (double)_time.TimestampFrequency;
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000)), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);
}
