using Microsoft.Extensions.Options;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Stores;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>
/// Beside folding and never in its way: tells Ingestion how far the log is folded durably, so that it can remove what is old, and removes
/// cells that are older than their retention. A failure is told once and tried again at the next turn.
/// </summary>
internal sealed partial class RetentionWorker(
    ISlaStores stores,
    IngestionService.IngestionServiceClient ingestion,
    IOptions<RetentionOptions> options,
    IOptions<FoldOptions> fold,
    FoldHealth health,
    TimeProvider time,
    SlaMetrics metrics,
    ILogger<RetentionWorker> logger) : BackgroundService
{
    private readonly RetentionOptions _options = options.Value;
    private TimeSpan _untilReport;
    private long? _trimmedAt;
    private bool _reportFails;
    private bool _trimFails;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            IMeasurementStore store = await stores.GetCellsAsync(stoppingToken);
            _untilReport = _options.ReportInterval;
            while (true)
            {
                await Task.Delay(_untilReport, time, stoppingToken);
                await ReportAsync(store, stoppingToken);
                await TrimAsync(store, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>Syncs the cells and reports up to where they are durable.</summary>
    internal async ValueTask ReportAsync(IMeasurementStore store, CancellationToken cancellationToken)
    {
        _untilReport = _options.ReportInterval;
        try
        {
            ReportConsumedRequest request = new();
            foreach ((int partition, LogPosition position) in await store.SyncAsync(cancellationToken))
            {
                if (position > LogPosition.Start)
                {
                    request.Positions.Add(new ConsumedPosition { Partition = (uint)partition, Major = position.Major, Minor = position.Minor });
                }
            }

            if (request.Positions.Count == 0)
            {
                return;
            }

            ReportConsumedResponse response = await ingestion.ReportConsumedAsync(request, cancellationToken: cancellationToken);
            if (response.NextReportMs > 0)
            {
                _untilReport = TimeSpan.FromMilliseconds(Math.Clamp(response.NextReportMs, 1_000, 3_600_000));
            }

            _reportFails = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_reportFails)
            {
                Log.ReportFailed(logger, exception);
            }

            _reportFails = true;
        }
    }

    /// <summary>Removes what is too old, when it is time to.</summary>
    internal async ValueTask TrimAsync(IMeasurementStore store, CancellationToken cancellationToken)
    {
        if ((_trimmedAt is { } at && time.GetElapsedTime(at) < _options.Interval) || !health.HasBegun || health.LagIsUnknown || health.Lag > _options.Margin / 2)
        {
            return;
        }

        try
        {
            CellRetention keep = Keep(UtcInstant.From(time.GetUtcNow()), fold.Value.MinuteRetention + _options.Margin, _options.Hours, _options.Days);
            int removed;
            do
            {
                removed = await store.TrimAsync(keep, _options.MaxRows, cancellationToken);
                metrics.Trimmed(removed);
            }
            while (removed >= _options.MaxRows);
            _trimmedAt = time.GetTimestamp();
            _trimFails = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_trimFails)
            {
                Log.TrimFailed(logger, exception);
            }

            _trimFails = true;
        }
    }

    /// <summary>What to keep: whole days, so that no hour loses a part of its minutes and no day a part of its hours.</summary>
    internal static CellRetention Keep(UtcInstant now, TimeSpan minutes, TimeSpan hours, TimeSpan days)
    {
        return new CellRetention(From(minutes), From(hours), From(days));

        long From(TimeSpan length) =>
            now.Plus(-length.Ticks / TimeSpan.TicksPerMicrosecond).FloorTo(UtcInstant.PerDay).Microseconds / UtcInstant.PerMinute;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3041, Level = LogLevel.Warning,
            Message = "Ingestion could not be told how far the log is folded; it is tried again, and said again only after a success")]
        public static partial void ReportFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 3042, Level = LogLevel.Warning,
            Message = "Old cells could not be removed; it is tried again, and said again only after a success")]
        public static partial void TrimFailed(ILogger logger, Exception exception);
    }
}
