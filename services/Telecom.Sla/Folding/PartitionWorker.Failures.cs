namespace Telecom.Sla.Folding;

/// <content>What it does when a step failed.</content>
internal sealed partial class PartitionWorker
{
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
