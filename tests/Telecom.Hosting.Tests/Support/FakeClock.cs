namespace Telecom.Hosting.Tests;

/// <summary>A clock that stands still until it is moved. Timers fire when the clock passes them.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now;

    public FakeClock(DateTimeOffset? start = null) => _now = start ?? System.GetUtcNow();

    /// <summary>Timers that have not fired yet.</summary>
    public int TimerCount
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        FakeTimer[] due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(t => t.Due <= _now)];
            foreach (FakeTimer timer in due)
            {
                _timers.Remove(timer);
            }
        }

        foreach (FakeTimer timer in due)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves on step by step until something is so: whoever waits may set its timer only after the clock was moved.</summary>
    public async Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition, string what)
    {
        long started = System.GetTimestamp();
        while (!condition())
        {
            Assert.True(System.GetElapsedTime(started) < Until.Bound, $"never: {what}");
            Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), System, CancellationToken.None);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        FakeTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class FakeTimer(FakeClock clock, Action callback) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
