using System.Threading.Tasks.Sources;
using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// An append on its way to the writer, and the promise to its caller. It is awaited once. Whoever completes it runs the caller's code,
/// so it is never completed on the writer's thread (<see cref="Delivery"/>).
/// </summary>
/// <param name="entry">What to append.</param>
internal sealed class PendingAppend(AppendEntry entry) : LogWork, IValueTaskSource<AppendResult>
{
    private ManualResetValueTaskSourceCore<AppendResult> _core;
    private CancellationTokenRegistration _withdrawal;
    private int _completed;

    /// <summary>What to append.</summary>
    public AppendEntry Entry { get; } = entry;

    /// <summary>Completes when the append is durable, or failed. Cancelling stops the wait alone.</summary>
    public ValueTask<AppendResult> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _withdrawal = cancellationToken.UnsafeRegister(static (append, token) => ((PendingAppend)append!).Fail(new OperationCanceledException(token)), this);
        }

        return new ValueTask<AppendResult>(this, _core.Version);
    }

    /// <summary>Tells the caller what became of it; only after the commit.</summary>
    public void Complete(AppendResult result)
    {
        if (Interlocked.Exchange(ref _completed, 1) == 0)
        {
            _core.SetResult(result);
        }
    }

    /// <summary>Tells the caller that nothing of it was stored, or that the caller did not wait.</summary>
    public void Fail(Exception cause)
    {
        if (Interlocked.Exchange(ref _completed, 1) == 0)
        {
            _core.SetException(cause);
        }
    }

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token)
    {
        _withdrawal.Unregister();
        return _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
