namespace Telecom.Storage.CrashWriter;

/// <summary>
/// A clock that goes on by a day every so many batches, so that kills meet day changes too. It begins anew in every process, at a day
/// that the seed chooses: often before the newest file, as after a clock was stepped back.
/// </summary>
internal sealed class JumpingClock(int seed, int batchesADay) : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 1, 23, 0, 0, TimeSpan.Zero);
    private readonly int _firstDay = new Random(seed).Next(60);
    private int _batches;

    public override DateTimeOffset GetUtcNow() => Begin.AddDays(_firstDay + (Volatile.Read(ref _batches) / batchesADay));

    /// <summary>A batch was sent.</summary>
    public void Count() => Interlocked.Increment(ref _batches);
}
