namespace Telecom.Storage.Events;

/// <summary>Append-only streams of facts with optimistic concurrency. A resource is a fold over its stream.</summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>
    /// Appends events to a stream if it is still at the expected version. Events whose ids the stream has already are not written
    /// again: when all of them are there, the call succeeds and changes nothing, whatever the expected version.
    /// </summary>
    /// <param name="stream">Stream name; a resource name, so it begins with the customer (or "provider/" for the provider's own).</param>
    /// <param name="expectedVersion">Number of events that the stream must have; 0 for a new one.</param>
    /// <param name="events">At least one event.</param>
    /// <param name="cancellationToken">Stops the wait, not an append that already began.</param>
    /// <returns>Whether it was appended, and the stream's version after the call.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing was written.</exception>
    ValueTask<AppendEventsResult> AppendAsync(string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken);

    /// <summary>Events of a stream after a version, oldest first.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken);

    /// <summary>Events of all streams after a position, in the order in which they were appended.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken);
}
