using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Events;
using Telecom.Storage.Log;

namespace Telecom.Storage.Copy;

/// <summary>
/// One end of a copy. What the engines' own interfaces can do is done through them; this adds what only a copy needs: to list everything,
/// and to put lanes, keys and events in place as they are.
/// </summary>
internal interface ICopyEnd : IAsyncDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Name { get; }

    /// <summary>Number of partitions of the log that is there; null when there is none.</summary>
    int? Partitions { get; }

    /// <summary>True when there are cells.</summary>
    bool HasCells { get; }

    /// <summary>Names of the event stores that are there: the services that own them.</summary>
    IReadOnlyList<string> EventStores { get; }

    /// <summary>The log, writable at a target.</summary>
    ISampleLog Log { get; }

    /// <summary>The cells.</summary>
    IMeasurementStore Cells { get; }

    /// <summary>An event store of <see cref="EventStores"/>, or a new one at a target.</summary>
    ValueTask<IEventStore> GetEventsAsync(string name, CancellationToken cancellationToken);

    /// <summary>When a record was appended, as well as its position tells, milliseconds since the Unix epoch.</summary>
    long AppendedMs(LogPosition position);

    /// <summary>What happened last in each store, as text: equal texts mean that nothing was written in between.</summary>
    ValueTask<string> FingerprintAsync(CancellationToken cancellationToken);

    /// <summary>All lanes.</summary>
    IAsyncEnumerable<CopiedLane> ReadLanesAsync(CancellationToken cancellationToken);

    /// <summary>All content keys; one that is there several times counts with its newest time.</summary>
    IAsyncEnumerable<CopiedKey> ReadKeysAsync(CancellationToken cancellationToken);

    /// <summary>All cells of a kind in a partition.</summary>
    IAsyncEnumerable<CopiedCell> ReadCellsAsync(int partition, CellKind kind, CancellationToken cancellationToken);

    /// <summary>All counts of samples that came too late in a partition.</summary>
    IAsyncEnumerable<TooLateCount> ReadTooLateAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Progress of the lanes of some agents in a partition.</summary>
    IAsyncEnumerable<LaneProgress> ReadProgressAsync(int partition, IReadOnlySet<string> agents, CancellationToken cancellationToken);

    /// <summary>The journal of the copy that has this end as its target; null when there is none.</summary>
    ValueTask<CopyJournal?> ReadJournalAsync(CancellationToken cancellationToken);

    /// <summary>Writes the journal, durably.</summary>
    ValueTask WriteJournalAsync(CopyJournal journal, CancellationToken cancellationToken);

    /// <summary>Makes the stores of a new target; they are opened when they are there already.</summary>
    ValueTask CreateAsync(int? partitions, bool cells, CancellationToken cancellationToken);

    /// <summary>Sets the time of the appends that follow, milliseconds since the Unix epoch; null for now.</summary>
    void SetClock(long? unixMs);

    /// <summary>
    /// Ends the copy of the log: forgets the lanes that records were appended through, puts the real lanes and keys in place, and says of
    /// each partition whether records before its first were removed.
    /// </summary>
    ValueTask SettleLogAsync(
        IReadOnlyCollection<ProducerLane> through, IReadOnlyList<CopiedLane> lanes, IReadOnlyList<CopiedKey> keys, IReadOnlyList<bool> trimmed, long nowMs,
        CancellationToken cancellationToken);

    /// <summary>Writes events with their positions, which lie after all that are there; all or none.</summary>
    ValueTask WriteEventsAsync(string name, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken);

    /// <summary>Gives a finished target over to the services.</summary>
    ValueTask FinishAsync(CancellationToken cancellationToken);
}
