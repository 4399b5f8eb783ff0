using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Log;

/// <summary>
/// The durable log of accepted batches, written by one process: append with deduplication. Engines group concurrent appends into
/// one durable step by themselves.
/// </summary>
public interface ISampleLog : ISampleLogReader
{
    /// <summary>What a completed append promises.</summary>
    LogDurability Durability { get; }

    /// <summary>
    /// Appends a batch unless its lane has it already. The check, the record and the lane's new sequence number are one atomic step,
    /// and the task completes only after that step is durable. Appends of one lane take effect in the order of the calls, so that a
    /// caller may have several under way. Cancelling stops the wait, not an append that already began.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing of this batch was stored.</exception>
    ValueTask<AppendResult> AppendAsync(AppendEntry entry, CancellationToken cancellationToken);

    /// <summary>How far a lane has come; null for a lane that never appended.</summary>
    ValueTask<ProducerPosition?> GetProducerAsync(ProducerLane lane, CancellationToken cancellationToken);

    /// <summary>All lanes of an agent, by epoch and lane.</summary>
    ValueTask<IReadOnlyList<ProducerPosition>> ListProducersAsync(string agent, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what is consumed and old, in whole units of the engine (embedded: a day's file; Redis: stream entries), and content keys
    /// that are older than the content window. Safe at any time; bounded work per call.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be written now; what was removed before stays removed.</exception>
    ValueTask<LogTrimResult> TrimAsync(LogTrim trim, CancellationToken cancellationToken);
}
