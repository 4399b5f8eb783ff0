using Telecom.Storage;
using Telecom.Storage.Events;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>A real store that fails when a test says so: before an append, or after it, when the caller cannot know.</summary>
internal sealed class FaultyEventStore(IEventStore inner, Faults faults) : IEventStore
{
    public async ValueTask<AppendEventsResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        if (faults.BeforeAppend?.Invoke(stream) == true)
        {
            throw new StoreUnavailableException("disk full", TimeSpan.FromSeconds(3));
        }

        AppendEventsResult result = await inner.AppendAsync(stream, expectedVersion, events, cancellationToken);
        return faults.AfterAppend?.Invoke(stream) == true ? throw new StoreUnavailableException("in doubt", TimeSpan.FromSeconds(3)) : result;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken) =>
        inner.ReadAsync(stream, afterVersion, cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken) =>
        inner.FollowAsync(afterPosition, maxEvents, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
