using Microsoft.Extensions.Options;
using Telecom.Sla.Outages;
using Telecom.Sla.Stores;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>
/// Folds every partition whose lease it can get, round by round, until the service stops; then it gives the leases back, so that
/// another process need not wait for their end.
/// </summary>
internal sealed partial class FoldWorker(
    ISlaStores stores, IOptions<FoldOptions> options, FoldHealth health, TimeProvider time, SlaMetrics metrics, ILogger<FoldWorker> logger,
    CircuitChanges? changes = null) : BackgroundService
{
    private readonly FoldOptions _options = options.Value;

    // A lease is renewed by its partition's steps: however long the pauses are, there is one in time.
    private readonly TimeSpan _gather = Shorter(options.Value.GatherInterval, options.Value.LeaseDuration / 4);
    private readonly TimeSpan _poll = Shorter(options.Value.PollInterval, options.Value.LeaseDuration / 4);

    /// <summary>Random, so that a process never takes the lease of its own predecessor for its own.</summary>
    internal Guid Owner { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PartitionWorker[] workers = [];
        try
        {
            ISampleLogReader log = await stores.GetLogAsync(stoppingToken);
            IMeasurementStore cells = await stores.GetCellsAsync(stoppingToken);
            workers = new PartitionWorker[log.PartitionCount];
            for (int i = 0; i < workers.Length; i++)
            {
                workers[i] = new PartitionWorker(i, Owner, log, cells, _options, time, metrics, logger, changes);
            }

            health.Begin([.. workers.Select(w => w.State)]);
            Log.Started(logger, workers.Length, Owner);
            await FoldAsync(log, workers, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopping(logger, Owner);
        }
        finally
        {
            await ReleaseAsync(workers);
        }
    }

    private async Task FoldAsync(ISampleLogReader log, PartitionWorker[] workers, CancellationToken stoppingToken)
    {
        while (true)
        {
            // The wait begins before the round, so that what is appended during the round ends it.
            Task appended = log.WaitForAppendAsync(_poll, stoppingToken).AsTask();
            Turn[] turns = [.. workers.Select(worker => new Turn(worker))];
            while (await RoundAsync(turns, stoppingToken))
            {
            }

            await Task.Delay(_gather, time, stoppingToken);
            await WaitAsync(appended, stoppingToken);
        }
    }

    /// <summary>
    /// One step of every partition whose turn it is. A partition that was folded to its end waits as long as it would if all were: otherwise
    /// one that is behind would make the others write their cells again for every few records.
    /// </summary>
    private async Task<bool> RoundAsync(Turn[] turns, CancellationToken stoppingToken)
    {
        bool more = false;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = stoppingToken };
        await Parallel.ForEachAsync(turns, parallel, async (turn, token) =>
        {
            if (turn.IsResting && time.GetElapsedTime(turn.SteppedAt) < _gather)
            {
                return;
            }

            turn.IsResting = !await turn.Worker.StepAsync(token);
            turn.SteppedAt = time.GetTimestamp();
            if (!turn.IsResting)
            {
                Volatile.Write(ref more, true);
            }
        });
        return more;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task WaitAsync(Task appended, CancellationToken stoppingToken)
    {
        try
        {
            await appended;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.WaitFailed(logger, exception);
            await Task.Delay(_options.PollInterval, time, stoppingToken);
        }
    }

    private async Task ReleaseAsync(PartitionWorker[] workers)
    {
        using CancellationTokenSource limit = new(_options.ReleaseLimit, time);
        try
        {
            foreach (PartitionWorker worker in workers)
            {
                await worker.ReleaseAsync(limit.Token);
            }
        }
        catch (Exception exception)
        {
            // The leases end by themselves; stopping goes on.
            Log.ReleaseFailed(logger, exception);
        }
    }

    /// <summary>When it is a partition's turn in the rounds that follow each other without a pause; the first of them steps all.</summary>
    private sealed class Turn(PartitionWorker worker)
    {
        public PartitionWorker Worker => worker;

        public bool IsResting { get; set; }

        public long SteppedAt { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "Folding {Partitions} partitions as owner {Owner}")]
        public static partial void Started(ILogger logger, int partitions, Guid owner);

        [LoggerMessage(EventId = 3012, Level = LogLevel.Information, Message = "Owner {Owner} stops folding")]
        public static partial void Stopping(ILogger logger, Guid owner);

        [LoggerMessage(EventId = 3013, Level = LogLevel.Warning, Message = "Waiting for the log failed; it is polled instead")]
        public static partial void WaitFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Not every lease could be given back; the rest end by themselves")]
        public static partial void ReleaseFailed(ILogger logger, Exception exception);
    }
}
