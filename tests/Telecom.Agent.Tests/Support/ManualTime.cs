namespace Telecom.Agent.Tests.Support;

/// <summary>A clock that stands still until told: wall and monotonic clock move together or apart, and timers fire when they are due.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _wall = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private long _monotonic;

    // Not the usual frequency: whoever takes ticks for nanoseconds or for 100 ns is wrong.
    public override long TimestampFrequency => 3_000_000;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _wall;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _monotonic;
        }
    }

    /// <summary>Waits until somebody waits for the clock, so that moving it cannot be missed.</summary>
    public Task SomebodyWaitsAsync() => Until.TrueAsync(() =>
    {
        lock (_lock)
        {
            return _timers.Count > 0;
        }
    });

    /// <summary>Lets time pass on both clocks and fires what is due.</summary>
    public void Advance(TimeSpan time)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            _wall += time;
            _monotonic += time.Ticks * 3 / 10;
            due = [.. _timers.Where(t => t.Due <= _monotonic)];
            due.ForEach(t => _timers.Remove(t));
        }

        due.ForEach(t => t.Fire());
    }

    /// <summary>Steps the wall clock alone.</summary>
    public void StepWall(TimeSpan by)
    {
        lock (_lock)
        {
            _wall += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._monotonic + dueTime.Ticks * 3 / 10;
                    time._timers.Add(this);
                }
            }

            if (dueTime == TimeSpan.Zero)
            {
                time.Advance(TimeSpan.Zero);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
