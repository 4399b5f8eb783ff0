using Telecom.Storage;
using Telecom.Storage.Events;

namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>One process's way to the store that all share.</summary>
internal sealed class GatedStore(IEventStore inner) : IEventStore
{
    /// <summary>Called before each append with its stream; what it throws is the store's failure.</summary>
    public Action<string>? BeforeAppend { get; set; }

    /// <summary>Called before each read of a stream.</summary>
    public Action<string>? BeforeRead { get; set; }

    /// <summary>The failure of a store that is away.</summary>
    public static Exception Away() => new StoreUnavailableException("the store is away", TimeSpan.FromSeconds(1));

    public ValueTask<AppendEventsResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        BeforeAppend?.Invoke(stream);
        return inner.AppendAsync(stream, expectedVersion, events, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken)
    {
        BeforeRead?.Invoke(stream);
        return inner.ReadAsync(stream, afterVersion, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken) =>
        inner.FollowAsync(afterPosition, maxEvents, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
