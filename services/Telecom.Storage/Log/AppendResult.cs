namespace Telecom.Storage.Log;

/// <summary>What an append did, and where its lane stands.</summary>
/// <param name="Outcome">What it did.</param>
/// <param name="DurableSequence">The lane's last durable sequence number after the append.</param>
/// <param name="StoredOutcome">
/// For a duplicate: the outcome bytes of the first time, empty when nothing was refused then or when they are no longer kept.
/// Engines keep the outcomes of the last 1024 sequence numbers of a lane that had any.
/// </param>
public readonly record struct AppendResult(AppendOutcome Outcome, ulong DurableSequence, ReadOnlyMemory<byte> StoredOutcome)
{
    /// <summary>For <see cref="AppendOutcome.KnownContent"/>: indexes into the entry's content keys of those that the log has, ascending.</summary>
    public IReadOnlyList<int> KnownKeys { get; init; } = [];
}
