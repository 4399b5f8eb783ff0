using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>An append on its way to the writer, and the promise to its caller.</summary>
/// <param name="entry">What to append.</param>
internal sealed class PendingAppend(AppendEntry entry)
{
    // Callers' code must not run on the writer's thread.
    private readonly TaskCompletionSource<AppendResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to append.</summary>
    public AppendEntry Entry { get; } = entry;

    /// <summary>Completes when the append is durable, or failed.</summary>
    public Task<AppendResult> Task => _done.Task;

    /// <summary>Tells the caller what became of it; only after the commit.</summary>
    public void Complete(AppendResult result) => _done.TrySetResult(result);

    /// <summary>Tells the caller that nothing of it was stored.</summary>
    public void Fail(Exception cause) => _done.TrySetException(cause);
}
