using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <content>What it does when a step failed.</content>
internal sealed partial class PartitionWorker
{
    /// <summary>The store refused a read or a write: the lease is stale, or the partition is not where it was believed to be.</summary>
    private void Refused(PartitionLease lease)
    {
        Log.StepRefused(_logger, _partition, lease.Fence);
        _metrics.StepRefused();
        Forget();
    }

    private async ValueTask StandStillAsync(UndecodableRecordException exception, CancellationToken cancellationToken)
    {
        Log.RecordUndecodable(_logger, exception, _partition, exception.Position.Major, exception.Position.Minor);
        _metrics.RecordUndecodable();
        State.Failed = true;
        State.Behind = true;
        Pause(_options.UndecodableRetry);
        try
        {
            await ReleaseAsync(cancellationToken);
        }
        catch (Exception released) when (!cancellationToken.IsCancellationRequested)
        {
            // The lease ends by itself.
            Log.StepFailed(_logger, released, _partition);
        }
    }

    private void Recover(Exception exception, TimeSpan pause)
    {
        Forget();
        State.Behind = true;
        _metrics.StepFailed();
        Pause(pause);
        if (!_troubled)
        {
            _troubled = true;
            Log.StepFailed(_logger, exception, _partition);
        }
    }
}
