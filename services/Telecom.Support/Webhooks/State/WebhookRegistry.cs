using System.Collections.Concurrent;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Events;
using Telecom.Support.Cases;

namespace Telecom.Support.Webhooks.State;

/// <summary>All webhooks, in memory: a projection that follows the event store, what other processes write included.</summary>
internal sealed partial class WebhookRegistry(CaseEvents events, ILogger<WebhookRegistry> logger) : IDisposable
{
    private const int EventsPerRead = 1000;
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly ConcurrentDictionary<string, WebhookState> _webhooks = new();
    private readonly ConcurrentDictionary<string, string> _unreadable = new();
    private readonly Lock _lock = new();

    /// <summary>Called with a webhook's name after it changed.</summary>
    public event Action<string>? Changed;

    /// <summary>
    /// Called after a piece of the store was read: positions of events of cases by id of the customer, ascending, and the position of the
    /// piece's end.
    /// </summary>
    public event Action<ILookup<string, long>, long>? Followed;

    /// <summary>Position up to which the store was followed.</summary>
    public long Position { get; private set; }

    /// <summary>Webhooks that are not deleted and whose events are understood.</summary>
    public IEnumerable<WebhookState> Live => _webhooks.Values.Where(state => state.Live && !_unreadable.ContainsKey(state.Name));

    /// <summary>A webhook; version 0 when there never was one.</summary>
    /// <param name="name">Its resource name.</param>
    /// <exception cref="InvalidDataException">Its events cannot be understood.</exception>
    public WebhookState Find(string name) => _unreadable.TryGetValue(name, out string? problem) ? throw new InvalidDataException(problem)
        : _webhooks.TryGetValue(name, out WebhookState? state) ? state
        : new WebhookState(name);

    /// <summary>True when a webhook is not deleted and its events are understood.</summary>
    /// <param name="name">Its resource name.</param>
    public bool IsLive(string name) => _webhooks.TryGetValue(name, out WebhookState? state) && state.Live && !_unreadable.ContainsKey(name);

    /// <summary>Takes in everything that the store has by now.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<StoredEvent> next;
            do
            {
                next = await events.Store.FollowAsync(Position, EventsPerRead, cancellationToken);
                if (next.Count > 0)
                {
                    Take(next.Where(stored => ResourceName.TryParse(stored.Stream, "webhooks", out _)));
                    Position = next[^1].Position;
                    Followed?.Invoke(CasesOf(next), Position);
                }
            }
            while (next.Count == EventsPerRead);
        }
        finally
        {
            _ = _following.Release();
        }
    }

    /// <summary>Takes in what was written to one webhook by now.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<WebhookState> RefreshAsync(string name, CancellationToken cancellationToken)
    {
        Take(await events.Store.ReadAsync(name, Find(name).Version, cancellationToken));
        return Find(name);
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();

    private void Take(IEnumerable<StoredEvent> next)
    {
        HashSet<string> changed = [];
        lock (_lock)
        {
            foreach (StoredEvent stored in next)
            {
                if (TryApply(stored))
                {
                    _ = changed.Add(stored.Stream);
                }
            }
        }

        foreach (string name in changed)
        {
            Changed?.Invoke(name);
        }
    }

    private static ILookup<string, long> CasesOf(IReadOnlyList<StoredEvent> next) => next
        .Select(stored => (stored.Position, Name: ResourceName.TryParse(stored.Stream, "cases", out ResourceName? name) ? name : null))
        .Where(found => found.Name is not null)
        .ToLookup(found => found.Name?.Customer ?? "", found => found.Position);

    private bool TryApply(StoredEvent stored)
    {
        WebhookState state = _webhooks.TryGetValue(stored.Stream, out WebhookState? known) ? known : new WebhookState(stored.Stream);
        if (stored.Version <= state.Version || _unreadable.ContainsKey(stored.Stream))
        {
            return false;
        }

        try
        {
            _webhooks[stored.Stream] = WebhookFold.Apply(state, stored);
        }
        catch (InvalidDataException exception)
        {
            // One webhook that a newer version wrote must not hold up the others.
            _unreadable[stored.Stream] = exception.Message;
            Log.Unreadable(logger, stored.Stream, exception.Message);
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(4301, LogLevel.Error, "{Webhook} is not worked on: {Problem}")]
        public static partial void Unreadable(ILogger logger, string webhook, string problem);
    }
}
