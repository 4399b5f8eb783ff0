using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Time;
using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Retention;

/// <summary>
/// Removes from the log what is folded and old, when the measurement service says that it came further and by the clock. What was never
/// reported as folded stays, however old it is: a measurement service that is away for a week finds everything.
/// </summary>
internal sealed partial class LogTrimmer(
    SampleLogHolder log, IngestionMetrics metrics, TimeProvider clock, IOptions<IngestionOptions> options, ILogger<LogTrimmer> logger) : BackgroundService
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<int, LogPosition> _consumed = [];

    /// <summary>Takes a report, and trims when it moved a position.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with every wrong field.</exception>
    public async Task<ReportConsumedResponse> ReportAsync(ReportConsumedRequest request, CancellationToken cancellationToken)
    {
        ConsumedPositions.Check(request, log.Log.PartitionCount);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            LogTrimResult trimmed = Merge(request) ? await TrimQuietlyAsync(cancellationToken) : default;
            return new ReportConsumedResponse
            {
                TrimmedRecords = trimmed.Records,
                TrimmedBytes = trimmed.Bytes,
                NextReportMs = (uint)options.Value.ConsumedReportInterval.TotalMilliseconds,
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.TrimInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await _turn.WaitAsync(stoppingToken);
                try
                {
                    await TrimQuietlyAsync(stoppingToken);
                }
                finally
                {
                    _turn.Release();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped as asked.
        }
    }

    private bool Merge(ReportConsumedRequest request)
    {
        bool moved = false;
        foreach (ConsumedPosition reported in request.Positions)
        {
            LogPosition position = new(reported.Major, reported.Minor);
            if (position > _consumed.GetValueOrDefault((int)reported.Partition))
            {
                _consumed[(int)reported.Partition] = position;
                moved = true;
            }
        }

        return moved;
    }

    /// <summary>A trim that fails is tried again by the clock; what was reported counts all the same.</summary>
    private async Task<LogTrimResult> TrimQuietlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            DateTimeOffset now = clock.GetUtcNow();
            LogTrim trim = new(
                new Dictionary<int, LogPosition>(_consumed), Before(now, options.Value.LogRetention), Before(now, options.Value.LaneRetention, zeroIsNever: true));
            LogTrimResult trimmed = await log.Log.TrimAsync(trim, cancellationToken);
            metrics.Trimmed(trimmed);
            if (trimmed != default)
            {
                Log.Trimmed(logger, trimmed.Records, trimmed.Bytes, trimmed.Lanes);
            }

            return trimmed;
        }
        catch (StoreUnavailableException failure)
        {
            Log.TrimFailed(logger, failure);
            return default;
        }
        catch (StoreFileException failure)
        {
            Log.TrimFailed(logger, failure);
            return default;
        }
    }

    private static long Before(DateTimeOffset now, TimeSpan age, bool zeroIsNever = false) =>
        zeroIsNever && age == TimeSpan.Zero ? long.MinValue : UtcInstant.From(now - age).Microseconds;

    private static partial class Log
    {
        [LoggerMessage(EventId = 2010, Level = LogLevel.Information, Message = "Log trimmed: {Records} records, {Bytes} bytes; {Lanes} idle lanes forgotten")]
        public static partial void Trimmed(ILogger logger, long records, long bytes, int lanes);

        [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message = "The log could not be trimmed; it is tried again")]
        public static partial void TrimFailed(ILogger logger, Exception exception);
    }
}
