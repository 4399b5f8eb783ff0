using Telecom.Storage;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>The store as a process sees it that dies: after some applies nothing reaches the disk any more, not even a lease's return.</summary>
internal sealed class DyingStore(IMeasurementStore inner, int applies, TaskCompletionSource died) : ForwardingStore(inner)
{
    private int _applied;

    public override ValueTask<bool> ApplyAsync(
        PartitionLease lease, LogPosition expected, LogPosition next, FoldWrites writes, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _applied) <= applies)
        {
            return base.ApplyAsync(lease, expected, next, writes, cancellationToken);
        }

        died.TrySetResult();
        return ValueTask.FromException<bool>(new StoreUnavailableException("the process is gone", TimeSpan.FromHours(1)));
    }

    public override ValueTask ReleaseLeaseAsync(PartitionLease lease, CancellationToken cancellationToken) =>
        died.Task.IsCompleted ? ValueTask.CompletedTask : base.ReleaseLeaseAsync(lease, cancellationToken);
}
