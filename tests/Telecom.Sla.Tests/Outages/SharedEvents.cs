using Telecom.Storage.Events;

namespace Telecom.Sla.Tests.Outages;

/// <summary>A store that several processes use: closing one's does not close the others'. A test may step in before an append.</summary>
internal sealed class SharedEvents(IEventStore store) : IEventStore
{
    /// <summary>Runs before each append.</summary>
    public Func<Task> BeforeAppend { get; set; } = () => Task.CompletedTask;

    public async ValueTask<AppendEventsResult> AppendAsync(string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        await BeforeAppend();
        return await store.AppendAsync(stream, expectedVersion, events, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken) =>
        store.ReadAsync(stream, afterVersion, cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken) =>
        store.FollowAsync(afterPosition, maxEvents, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
