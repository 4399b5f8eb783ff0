using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>A record of the log whose head was checked; its columns are checked while they are folded.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Lane">The producer lane that it belongs to.</param>
/// <param name="Record">What it says.</param>
internal readonly record struct DecodedRecord(LogPosition Position, ProducerLane Lane, LogRecord Record)
{
    /// <summary>Its sequence number in the lane.</summary>
    public ulong Sequence => Record.Batch.Sequence;
}
