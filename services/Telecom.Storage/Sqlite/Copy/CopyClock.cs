namespace Telecom.Storage.Sqlite.Copy;

/// <summary>A clock whose date can be set, so that a copied record goes into the file of its own day.</summary>
internal sealed class CopyClock(TimeProvider real) : TimeProvider
{
    private long _setMs = -1;

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <summary>Sets the date, milliseconds since the Unix epoch; null for the real one.</summary>
    public void Set(long? unixMs) => Volatile.Write(ref _setMs, unixMs ?? -1);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _setMs) is >= 0 and long ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : real.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
