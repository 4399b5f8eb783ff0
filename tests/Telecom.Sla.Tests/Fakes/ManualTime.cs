namespace Telecom.Sla.Tests.Fakes;

/// <summary>A clock that stands still until a test moves it. Its timestamps have a frequency of their own, as a real clock's may.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _passed;

    public override long TimestampFrequency => 7_000_000;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return start + _passed;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (long)(_passed.TotalSeconds * TimestampFrequency);
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _passed += time;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("Tests with this clock drive every step themselves.");
}
