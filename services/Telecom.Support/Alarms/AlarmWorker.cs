using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Support.Cases;

namespace Telecom.Support.Alarms;

/// <summary>
/// The alarm clock of all cases: sleeps until the next alarm, at most <see cref="AlarmOptions.Poll"/>, so that a jump of the wall clock and
/// what other processes write is noticed, and writes what is due. Deadlines are rebuilt at start; nothing is armed that could be lost.
/// </summary>
internal sealed partial class AlarmWorker(
    CaseBook book, AlarmWriter writer, ICatalogDirectory catalog, IOptions<AlarmOptions> options, TimeProvider timeProvider, ILogger<AlarmWorker> logger)
    : BackgroundService
{
    private const int MostAtOnce = 4096;
    private object? _catalogSeen;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            bool done = false;
            try
            {
                done = await RoundAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                Log.Unavailable(logger, exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await SleepAsync(done, stoppingToken);
        }
    }

    /// <summary>Takes in what is new and writes what is due now.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False: some of it could not be written yet, and is due still.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be used now; what was not written is due still.</exception>
    public async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        await book.CatchUpAsync(cancellationToken);
        if (!ReferenceEquals(_catalogSeen, catalog.Current))
        {
            _catalogSeen = catalog.Current;
            book.Reschedule();
        }

        ConcurrentQueue<string> left = new();
        ConcurrentQueue<string> kept = new();
        IReadOnlyList<string> due = [];
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Writers, CancellationToken = cancellationToken };
            while ((due = book.TakeDue(timeProvider.Now().Microseconds, MostAtOnce)).Count > 0)
            {
                await Parallel.ForEachAsync(due, parallel, (name, token) => WriteAsync(name, left, kept, token));
                await book.CatchUpAsync(cancellationToken);
            }

            PutBack(left.Concat(kept));
            return left.IsEmpty;
        }
        catch
        {
            // Also those that no writer has come to.
            PutBack(due.Concat(left).Concat(kept));
            throw;
        }
    }

    private async ValueTask WriteAsync(string name, ConcurrentQueue<string> left, ConcurrentQueue<string> kept, CancellationToken cancellationToken)
    {
        try
        {
            if (await writer.WriteAsync(name, cancellationToken))
            {
                // What was written moves on when the book catches up. What was not due after all, since the clock went back or a fail-over of
                // the store lost a step, must not be forgotten; it waits for the round's end, lest the round never end.
                kept.Enqueue(name);
            }
            else
            {
                left.Enqueue(name);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or InvalidOperationException or OverflowException)
        {
            // One unreadable case must not silence the others.
            Log.Unreadable(logger, name, exception);
        }
    }

    private void PutBack(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            book.PutBack(name);
        }
    }

    private async Task SleepAsync(bool done, CancellationToken stoppingToken)
    {
        // What could not be written is due still: to be woken for it would be to try without a pause.
        long nextUs = done ? book.NextAlarmAtUs : CaseEntry.Never;
        long leftUs = nextUs == CaseEntry.Never ? long.MaxValue : nextUs - timeProvider.Now().Microseconds;
        TimeSpan poll = options.Value.Poll;
        TimeSpan sleep = leftUs >= poll.Ticks / TimeSpan.TicksPerMicrosecond ? poll : TimeSpan.FromMicroseconds(Math.Max(leftUs, 1_000));
        try
        {
            await Task.Delay(sleep, timeProvider, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The loop ends.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4151, LogLevel.Warning, "Alarms wait for the store: {Reason}")]
        public static partial void Unavailable(ILogger logger, string reason);

        [LoggerMessage(4152, LogLevel.Error, "Alarms of {Case} cannot be written: it cannot be read")]
        public static partial void Unreadable(ILogger logger, string @case, Exception exception);
    }
}
