namespace Telecom.Sla.Tests.Fakes;

/// <summary>The date is the test's and stands still until the test moves it; timers and timestamps are the machine's.</summary>
internal sealed class ShiftedClock(DateTimeOffset now) : TimeProvider
{
    private long _ticks = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public void Set(DateTimeOffset to) => Volatile.Write(ref _ticks, to.UtcTicks);
}
