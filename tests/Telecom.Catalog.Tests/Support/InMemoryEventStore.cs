using Telecom.Storage.Events;

namespace Telecom.Catalog.Tests;

/// <summary>An event store that lives as long as the test, whoever disposes it, and fails on command.</summary>
internal sealed class InMemoryEventStore : IEventStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredEvent> _events = [];

    /// <summary>Thrown by the next appends while set.</summary>
    public Exception? AppendFailure { get; set; }

    /// <summary>Runs before an append, outside of the lock: another writer may come first here.</summary>
    public Func<string, Task> BeforeAppend { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<StoredEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public async ValueTask<AppendEventsResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        await BeforeAppend(stream);
        if (AppendFailure is { } failure)
        {
            throw failure;
        }

        lock (_lock)
        {
            HashSet<string> known = [.. _events.Where(e => e.Stream == stream).Select(e => e.Id)];
            long version = known.Count;
            if (events.All(e => known.Contains(e.Id)))
            {
                return new AppendEventsResult(true, version);
            }

            if (version != expectedVersion)
            {
                return new AppendEventsResult(false, version);
            }

            foreach (NewEvent added in events)
            {
                _events.Add(new StoredEvent(_events.Count + 1, stream, ++version, added.Id, added.Type, added.Data.ToArray(), added.RecordedAtUs));
            }

            return new AppendEventsResult(true, version);
        }
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredEvent>>([.. Events.Where(e => e.Stream == stream && e.Version > afterVersion)]);

    public ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredEvent>>([.. Events.Where(e => e.Position > afterPosition).Take(maxEvents)]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
