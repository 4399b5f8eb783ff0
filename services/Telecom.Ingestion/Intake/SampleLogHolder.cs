using Telecom.Hosting;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Intake;

/// <summary>Opens the sample log before the service listens and closes it after the last stream ended.</summary>
/// <param name="open">How the log is opened.</param>
internal sealed class SampleLogHolder(SampleLogOpener open) : IHostedService, IReadiness, IAsyncDisposable
{
    private ISampleLog? _log;

    /// <summary>The log.</summary>
    /// <exception cref="InvalidOperationException">The service was not started, or has stopped.</exception>
    public ISampleLog Log => Volatile.Read(ref _log) ?? throw new InvalidOperationException("The sample log is not open.");

    /// <inheritdoc/>
    public string Condition => "the sample log is open";

    /// <inheritdoc/>
    public bool Holds => Volatile.Read(ref _log) is not null;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) => Volatile.Write(ref _log, await open(cancellationToken));

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _log, null) is { } log)
        {
            await log.DisposeAsync();
        }
    }
}
