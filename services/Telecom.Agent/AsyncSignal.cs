namespace Telecom.Agent;

/// <summary>Wakes one waiter. A signal set while nobody waits is kept; several are one.</summary>
internal sealed class AsyncSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private bool _set;

    /// <summary>Wakes the waiter, or the next one.</summary>
    public void Set()
    {
        lock (_lock)
        {
            if (_waiter is { } waiter)
            {
                _waiter = null;
                waiter.TrySetResult();
            }
            else
            {
                _set = true;
            }
        }
    }

    /// <summary>Returns when the signal is set, the time is over or the token is cancelled; never throws for these.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_set)
            {
                _set = false;
                return;
            }

            _waiter = waiter;
        }

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Task.Delay(timeout, time, over.Token);
        await Task.WhenAny(waiter.Task, delay);
        await over.CancelAsync();
        lock (_lock)
        {
            if (ReferenceEquals(_waiter, waiter))
            {
                _waiter = null;
            }
        }
    }
}
