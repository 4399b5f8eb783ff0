using Telecom.Storage.Log;

namespace Telecom.Storage.Redis.Log;

/// <summary>An append on its way, and the promise to its caller.</summary>
/// <param name="entry">What to append.</param>
internal sealed class PendingBatch(AppendEntry entry)
{
    // Callers' code must not run on the writer's task.
    private readonly TaskCompletionSource<AppendResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppendEntry Entry { get; } = entry;

    public Task<AppendResult> Task => _done.Task;

    public void Complete(AppendResult result) => _done.TrySetResult(result);

    public void Fail(Exception cause) => _done.TrySetException(cause);
}
