using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Sla.Outages;

/// <summary>Runs the rounds of the outage watcher, beside folding and never in its way, until the service stops.</summary>
internal sealed partial class OutageWorker(
    OutageWatcher watcher, ICatalogDirectory directory, IOptions<OutageOptions> options, TimeProvider time, ILogger<OutageWorker> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await directory.WaitReadyAsync(stoppingToken);
            while (true)
            {
                await RoundAsync(stoppingToken);
                await Task.Delay(options.Value.Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async ValueTask RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await watcher.RoundAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.RoundFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3053, Level = LogLevel.Error, Message = "A round over the circuits failed; the next one follows")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
