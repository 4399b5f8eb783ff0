namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>A wall clock that a test sets forward and back. Timers run on, as they do when somebody sets the clock of a machine.</summary>
internal sealed class WallClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public long NowUs => (Interlocked.Read(ref _ticks) - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Set(long us) => Interlocked.Exchange(ref _ticks, DateTimeOffset.UnixEpoch.Ticks + (us * TimeSpan.TicksPerMicrosecond));
}
