using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Reload;

/// <summary>Looks at all files that may change, in turn, every <see cref="ReloadOptions.Interval"/>.</summary>
internal sealed partial class FilePoller(
    IEnumerable<IReloaded> files, IOptions<ReloadOptions> options, TimeProvider timeProvider, ILogger<FilePoller> logger) : BackgroundService
{
    private readonly IReloaded[] _files = [.. files];

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IReloaded file in _files)
        {
            file.Load();
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Value.Interval, timeProvider);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (IReloaded file in _files)
                {
                    Look(file);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private void Look(IReloaded file)
    {
        try
        {
            file.Look();
        }
        catch (Exception exception)
        {
            // Whoever watches a change may fail; the next look is due all the same.
            Log.Failed(logger, exception, file.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5703, LogLevel.Error, "A look at the files of {What} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string what);
    }
}
