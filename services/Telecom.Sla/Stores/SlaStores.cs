using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Stores;

/// <summary>
/// Opens the cells when the service starts, and refuses to start without them. The log belongs to Ingestion, which may start later and
/// be away or unreadable for long: it is waited for, and meanwhile what is counted can be asked for.
/// </summary>
internal sealed partial class SlaStores(
    CellsOpener openCells, LogOpener openLog, IOptions<FoldOptions> options, TimeProvider time, ILogger<SlaStores> logger)
    : ISlaStores, IHostedService, IReadiness, IAsyncDisposable
{
    private readonly TaskCompletionSource<IMeasurementStore> _cells = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ISampleLogReader? _log;

    /// <inheritdoc/>
    public string Condition => "the measurement store is open";

    /// <inheritdoc/>
    public bool Holds => _cells.Task.IsCompletedSuccessfully;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) => _cells.SetResult(await openCells(cancellationToken));

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<IMeasurementStore> GetCellsAsync(CancellationToken cancellationToken) => await _cells.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ISampleLogReader> GetLogAsync(CancellationToken cancellationToken)
    {
        string said = "";
        while (_log is null)
        {
            try
            {
                _log = await openLog(cancellationToken);
                break;
            }
            catch (StoreUnavailableException exception)
            {
                if (said != exception.Message)
                {
                    Log.NoLogYet(logger, exception.Message);
                }

                said = exception.Message;
            }
            catch (StoreFileException exception)
            {
                if (said != exception.Message)
                {
                    Log.LogUnreadable(logger, exception);
                }

                said = exception.Message;
            }

            await Task.Delay(options.Value.ErrorRetry, time, cancellationToken);
        }

        return _log;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }

        if (Holds)
        {
            await (await _cells.Task).DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3021, Level = LogLevel.Information, Message = "Waiting for the sample log: {Reason}")]
        public static partial void NoLogYet(ILogger logger, string reason);

        [LoggerMessage(EventId = 3022, Level = LogLevel.Error, Message = "The sample log cannot be read, so that nothing is counted until somebody acts")]
        public static partial void LogUnreadable(ILogger logger, Exception exception);
    }
}
