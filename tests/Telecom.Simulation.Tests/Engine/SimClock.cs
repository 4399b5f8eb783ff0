namespace Telecom.Simulation.Tests.Engine;

/// <summary>One machine's clock: its wall time jumps, its timestamps do not. Its timers never ring: the world breaks streams by itself.</summary>
internal sealed class SimClock(EventLoop loop) : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private long _jumpedUs;

    public override long TimestampFrequency => 3_000_000;

    public long NowUs => ((Start.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10) + loop.NowUs + _jumpedUs;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(NowUs * 10);

    public override long GetTimestamp() => loop.NowUs * 3;

    /// <summary>Steps the wall time, but never further than two hours from the truth.</summary>
    public void Jump(long us) => _jumpedUs = Math.Clamp(_jumpedUs + us, -7_200 * EventLoop.Second, 7_200 * EventLoop.Second);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => SilentTimer.Instance;

    private sealed class SilentTimer : ITimer
    {
        public static readonly SilentTimer Instance = new();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
