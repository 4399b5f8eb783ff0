using Microsoft.Extensions.Options;
using Telecom.Storage.Events;

namespace Telecom.Sla.Outages;

/// <summary>The event store of the facts with its projection: open from the service's start to its end, followed all the time.</summary>
internal sealed partial class FactStore(FactsOpener open, FactBook book, IOptions<OutageOptions> options, TimeProvider time, ILogger<FactStore> logger)
    : BackgroundService, IAsyncDisposable
{
    private const int EventsPerRead = 1000;
    private const int Attempts = 20;

    private readonly SemaphoreSlim _following = new(1, 1);
    private IEventStore? _store;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _fails;

    /// <summary>The projection.</summary>
    public FactBook Book => book;

    private IEventStore Store => _store ?? throw new InvalidOperationException("The fact store is not open; the service has not started.");

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _store = await open(cancellationToken);
        await CatchUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes in everything that the store has by now.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            long before = book.Position;
            IReadOnlyList<StoredEvent> next;
            do
            {
                next = await Store.FollowAsync(book.Position, EventsPerRead, cancellationToken);
                book.Apply(next);
            }
            while (next.Count == EventsPerRead);
            if (book.Position > before)
            {
                Interlocked.Exchange(ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }
        }
        finally
        {
            _ = _following.Release();
        }
    }

    /// <summary>Events of all streams after a position, for the feed.</summary>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(long afterPosition, CancellationToken cancellationToken) =>
        Store.FollowAsync(afterPosition, EventsPerRead, cancellationToken);

    /// <summary>All events of one stream, oldest first: what the projection no longer tells, as what was known earlier.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be read now.</exception>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, CancellationToken cancellationToken) =>
        Store.ReadAsync(stream, 0, cancellationToken);

    /// <summary>Completes when the projection is beyond a position.</summary>
    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        // Taken before the position is looked at: what moves in between completes it.
        Task moved = Volatile.Read(ref _moved).Task;
        return book.Position > position ? Task.CompletedTask : moved.WaitAsync(cancellationToken);
    }

    /// <summary>Appends to a stream and takes the result in.</summary>
    /// <returns>False when the stream was at another version.</returns>
    public async ValueTask<bool> AppendAsync(string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        AppendEventsResult result = await Store.AppendAsync(stream, expectedVersion, events, cancellationToken);
        await CatchUpAsync(cancellationToken);
        return result.Appended;
    }

    /// <summary>Decides from a circuit's state and appends; when another process was faster it decides again from what is there then.</summary>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="decide">What to write, from the state; reads what it needs anew each time.</param>
    /// <param name="cancellationToken">Stops between two attempts.</param>
    /// <returns>What was written; empty when there was nothing to write.</returns>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be used now; the same call may be made again.</exception>
    public async ValueTask<OutagePlan> UpdateAsync(string circuit, Func<CircuitOutages, ValueTask<OutagePlan>> decide, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            CircuitOutages state = book.Circuit(circuit);
            OutagePlan plan = await decide(state);
            if (plan.Events.Count == 0 || await AppendAsync(FactStreams.OfCircuit(circuit), state.Version, plan.Events, cancellationToken))
            {
                return plan;
            }

            if (attempt == Attempts)
            {
                throw new Storage.StoreUnavailableException($"{circuit}: {Attempts} times another process was faster.", TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _store, null) is { } store)
        {
            await store.DisposeAsync();
        }

        _following.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Value.PollInterval, time, stoppingToken);
                await PollAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async ValueTask PollAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CatchUpAsync(cancellationToken);
            _fails = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_fails)
            {
                Log.FollowFailed(logger, exception);
            }

            _fails = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3051, Level = LogLevel.Warning,
            Message = "The fact store cannot be read; it is tried again, and said again only after a success")]
        public static partial void FollowFailed(ILogger logger, Exception exception);
    }
}
