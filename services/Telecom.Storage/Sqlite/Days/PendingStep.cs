namespace Telecom.Storage.Sqlite.Days;

/// <summary>A step that is no append, on its way to the writing thread, and the promise to its caller.</summary>
/// <param name="step">Runs on the writing thread, between two groups.</param>
internal sealed class PendingStep(Action<DayLog> step) : LogWork
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the step was run, or failed.</summary>
    public Task Task => _done.Task;

    /// <summary>Runs it.</summary>
    public void Run(DayLog log)
    {
        step(log);
        _done.TrySetResult();
    }

    /// <summary>Tells the caller that it failed.</summary>
    public void Fail(Exception cause) => _done.TrySetException(cause);
}
