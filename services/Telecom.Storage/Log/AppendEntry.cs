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
    ReadOnlyMemory<byte> Outcome);
