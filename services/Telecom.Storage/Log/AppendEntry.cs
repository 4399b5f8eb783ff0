using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Log;

/// <summary>A batch to append.</summary>
/// <param name="Lane">The producer lane.</param>
/// <param name="Sequence">Its sequence number, at least 1.</param>
/// <param name="Record">What to store; may be empty when every sample was refused, then only the lane's position moves.</param>
/// <param name="StoredSamples">Samples in the record.</param>
/// <param name="RefusedSamples">Samples of the batch that were refused.</param>
/// <param name="Outcome">What to answer when the batch is sent again: the caller's bytes, empty when nothing was refused.</param>
public sealed record AppendEntry(
    ProducerLane Lane,
    ulong Sequence,
    ReadOnlyMemory<byte> Record,
    int StoredSamples,
    int RefusedSamples,
    ReadOnlyMemory<byte> Outcome)
{
    /// <summary>
    /// Keys of the record's content, for samples that come without a sequence number of their sender (OTLP): hashes of what each of them
    /// is. They are remembered for the log's content window in the same atomic step that appends. When the log has one of them already,
    /// nothing changes and the outcome is <see cref="AppendOutcome.KnownContent"/>. Keys are compared within the lane's agent,
    /// and at least among its lanes of one partition (<see cref="ContentLanes"/> makes such). Default: none.
    /// </summary>
    public IReadOnlyList<UInt128> ContentKeys { get; init; } = [];
}
