using Google.Protobuf;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Storage;
using Telecom.Storage.Events;

namespace Telecom.Catalog.State;

/// <summary>
/// The catalogue in memory and its events on disk. A change is decided on the newest view, appended at the version that it was decided
/// on, and only then folded and shown; the view is always a fold of what the store has, never of what was meant to be written.
/// </summary>
internal sealed partial class CatalogLedger(OpenEventStore open, CatalogMetrics metrics, ILogger<CatalogLedger> logger, TimeProvider clock)
    : IReadiness, IAsyncDisposable
{
    private const int PageSize = 1000;

    /// <summary>Each lost race means that another process changed the same resource; five in a row do not happen to a resource that is created once.</summary>
    private const int MaxAttempts = 5;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private IEventStore? _store;
    private volatile CatalogView _view = CatalogView.Empty;
    private volatile TaskCompletionSource _changed = NewSignal();

    /// <summary>The newest view.</summary>
    public CatalogView Current => _view;

    /// <inheritdoc/>
    public string Condition => "the event store is open and replayed";

    /// <inheritdoc/>
    public bool Holds => _store is not null;

    /// <summary>Opens the store and replays it.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        IEventStore store = await open(cancellationToken);
        await CatchUpAsync(store, cancellationToken);
        _store = store;
        Log.Replayed(logger, _view.Revision, _view.Customers.Count);
    }

    /// <summary>Applies a change, or returns its answer when nothing is to change.</summary>
    /// <param name="decide">Decides on a view; called again when another writer came first. It refuses by throwing <see cref="RpcFailure"/>.</param>
    /// <param name="cancellationToken">Stops the wait for the turn. A change that began is finished, so that view and store agree.</param>
    public async Task<T> ChangeAsync<T>(Func<CatalogView, CatalogChange<T>> decide, CancellationToken cancellationToken)
    {
        IEventStore store = _store ?? throw new InvalidOperationException("The catalogue is not open.");
        await _writing.WaitAsync(cancellationToken);
        try
        {
            for (int attempt = 0; attempt < MaxAttempts; attempt++)
            {
                await CatchUpAsync(store, CancellationToken.None);
                CatalogChange<T> change = decide(_view);
                if (change.Events.Count == 0 || await TryAppendAsync(store, change))
                {
                    return change.Answer;
                }
            }

            throw RpcFailure.Aborted(ErrorReason.VersionConflict, "Others keep changing the resource; try again.");
        }
        catch (StoreUnavailableException exception)
        {
            Log.Unavailable(logger, exception);
            throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, exception.Message, exception.RetryAfter, exception);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Completes when the revision is another than the given one, or when the time is up.</summary>
    public async Task WaitForChangeAsync(ulong revision, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // The signal is taken before the view is looked at: a change in between completes the signal that was taken.
        Task changed = _changed.Task;
        if (_view.Revision == revision && atMost > TimeSpan.Zero)
        {
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(atMost, clock, end.Token));
            await end.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _writing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> TryAppendAsync<T>(IEventStore store, CatalogChange<T> change)
    {
        long now = UtcInstant.From(clock.GetUtcNow()).Microseconds;
        NewEvent[] events = [.. change.Events.Select(e => new NewEvent(Guid.NewGuid().ToString("N"), e.Type, e.Data.ToByteArray(), now))];
        AppendEventsResult result = await store.AppendAsync(change.Stream, change.ExpectedVersion, events, CancellationToken.None);
        if (!result.Appended)
        {
            return false;
        }

        await CatchUpAsync(store, CancellationToken.None);
        foreach (NewEvent appended in events)
        {
            metrics.Changed(appended.Type);
            Log.Changed(logger, appended.Type, change.Stream, _view.Revision);
        }

        return true;
    }

    private async Task CatchUpAsync(IEventStore store, CancellationToken cancellationToken)
    {
        CatalogView view = _view;
        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await store.FollowAsync(view.Position, PageSize, cancellationToken);
            view = page.Aggregate(view, (folded, stored) => folded.Fold(stored));
        }
        while (page.Count > 0);

        if (view.Revision != _view.Revision)
        {
            _view = view;
            TaskCompletionSource signal = _changed;
            _changed = NewSignal();
            signal.SetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Catalogue replayed: revision {Revision}, {Customers} customers")]
        public static partial void Replayed(ILogger logger, ulong revision, int customers);

        [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "{EventType} in {Stream}, revision {Revision}")]
        public static partial void Changed(ILogger logger, string eventType, string stream, ulong revision);

        [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "The event store cannot be used now")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }
}
