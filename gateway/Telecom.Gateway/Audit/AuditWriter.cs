using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>Writes the entries in the order in which they come, many with one sync when many come. While it fails it tries on.</summary>
internal sealed partial class AuditWriter(
    AuditLog log, IOptions<AuditOptions> options, DataFolder data, AuditMetrics metrics, TimeProvider clock, ILogger<AuditWriter> logger)
    : BackgroundService
{
    private const int MostAtOnce = 1024;

    /// <summary>No more requests come by now: what is left is written before the process ends.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        log.Complete();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string path = options.Value.Directory.Length > 0 ? Path.GetFullPath(options.Value.Directory) : data.Of("audit");
        using var file = new AuditFile(path, options.Value.RetentionDays, clock, logger);
        List<AuditEntry> entries = [];
        while (await log.Entries.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            entries.Clear();
            while (entries.Count < MostAtOnce && log.Entries.TryRead(out AuditEntry? entry))
            {
                entries.Add(entry);
            }

            await WriteAsync(file, entries.ToArray(), stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(AuditFile file, AuditEntry[] entries, CancellationToken stoppingToken)
    {
        for (int from = 0; from < entries.Length;)
        {
            try
            {
                int written = file.Append(entries.AsSpan(from));
                from += written;
                log.Give(written);
                metrics.Written(written);
                if (log.Failing)
                {
                    log.Failing = false;
                    Log.WorksAgain(logger);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                metrics.Failed();
                if (!log.Failing)
                {
                    log.Failing = true;
                    Log.Fails(logger, exception, options.Value.OnFailure);
                }

                if (stoppingToken.IsCancellationRequested)
                {
                    log.Give(entries.Length - from);
                    metrics.Lost(entries.Length - from);
                    Log.Lost(logger, entries.Length - from);
                    return;
                }

                await Task.Delay(options.Value.RetryAfter, clock, stoppingToken)
                    .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                    .ConfigureAwait(false);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5503, LogLevel.Error, "The audit log cannot be written; writes: {OnFailure}")]
        public static partial void Fails(ILogger logger, Exception exception, AuditFailureMode onFailure);

        [LoggerMessage(5504, LogLevel.Information, "The audit log can be written again")]
        public static partial void WorksAgain(ILogger logger);

        [LoggerMessage(5505, LogLevel.Error, "{Entries} entries of the audit log are lost: the gateway ends, and they cannot be written")]
        public static partial void Lost(ILogger logger, int entries);
    }
}
