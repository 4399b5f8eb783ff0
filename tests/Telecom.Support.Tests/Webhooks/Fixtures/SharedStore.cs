using Telecom.Storage;
using Telecom.Storage.Events;

namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>One replica's way to the store that all share. A dead one writes nothing any more, like a process that was killed.</summary>
internal sealed class SharedStore(IEventStore inner) : IEventStore
{
    public bool Dead { get; set; }

    /// <summary>Appends of these types fail; the argument says whether they are written nevertheless.</summary>
    public Func<string, Fault>? Faults { get; set; }

    public async ValueTask<AppendEventsResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        if (Dead)
        {
            throw new InvalidDataException("The process is dead.");
        }

        Fault fault = Faults?.Invoke(events[0].Type) ?? Fault.None;
        if (fault == Fault.Before)
        {
            throw new StoreUnavailableException("disk full", TimeSpan.FromSeconds(3));
        }

        AppendEventsResult result = await inner.AppendAsync(stream, expectedVersion, events, cancellationToken);
        return fault == Fault.After ? throw new StoreUnavailableException("in doubt", TimeSpan.FromSeconds(3)) : result;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken) =>
        inner.ReadAsync(stream, afterVersion, cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken) =>
        inner.FollowAsync(afterPosition, maxEvents, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
