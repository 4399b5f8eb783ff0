namespace Telecom.Storage.Sqlite.Days;

/// <summary>Wakes those who wait for records, within one process.</summary>
internal sealed class AppendSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Records were committed.</summary>
    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Completes at the next <see cref="Set"/>, or when the time is up.</summary>
    public async ValueTask WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _next).Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The time is up: an answer, not a failure.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
