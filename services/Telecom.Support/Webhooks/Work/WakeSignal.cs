using System.Threading.Channels;

namespace Telecom.Support.Webhooks.Work;

/// <summary>Wakes one waiter. A signal that comes while nobody waits is kept, once.</summary>
internal sealed class WakeSignal(TimeProvider timeProvider)
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes the waiter.</summary>
    public void Set() => _ = _signals.Writer.TryWrite(true);

    /// <summary>Waits for a signal.</summary>
    /// <param name="longest">Longest wait; null: as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan? longest, CancellationToken cancellationToken)
    {
        if (longest <= TimeSpan.Zero)
        {
            return;
        }

        using var due = new CancellationTokenSource(longest ?? Timeout.InfiniteTimeSpan, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            _ = await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }
    }
}
