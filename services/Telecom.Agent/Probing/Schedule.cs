namespace Telecom.Agent.Probing;

/// <summary>
/// Slots at a fixed distance from one origin, so that delays of the timer do not add up. A slot that the agent could not keep is skipped,
/// never made up for: a burst after a pause would measure the pause.
/// </summary>
/// <param name="origin">First slot, monotonic.</param>
/// <param name="cadenceTicks">Distance of the slots in monotonic ticks, at least 1.</param>
internal sealed class Schedule(long origin, long cadenceTicks)
{
    /// <summary>The next slot, monotonic.</summary>
    public long Next { get; private set; } = origin;

    /// <summary>Moves on to the first slot after an instant, when the current one has come.</summary>
    /// <param name="now">Monotonic reading, not before <see cref="Next"/>.</param>
    /// <returns>Slots that were skipped.</returns>
    public long Advance(long now)
    {
        long passed = Math.Max(0, now - Next) / cadenceTicks;
        Next += (passed + 1) * cadenceTicks;
        return passed;
    }

    /// <summary>Waits for the next slot; returns at or after it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task WaitAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long now = time.GetTimestamp();
        while (now < Next)
        {
            // Timers count whole milliseconds: up, so that the last one does not spin.
            double milliseconds = Math.Ceiling((Next - now) * 1000.0 / time.TimestampFrequency);
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken);
            now = time.GetTimestamp();
        }
    }
}
