using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>A record of the log whose head was checked; its columns are checked while they are folded.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Lane">The producer lane that it belongs to.</param>
/// <param name="Sequence">Its sequence number in the lane.</param>
/// <param name="ReceivedAtUs">When Ingestion took it, microseconds since the Unix epoch.</param>
/// <param name="Bytes">The record as stored.</param>
/// <param name="Parsed">The record as messages, when its encoding is not the usual one; otherwise null, and the columns are read in place.</param>
internal readonly record struct DecodedRecord(
    LogPosition Position, ProducerLane Lane, ulong Sequence, long ReceivedAtUs, ReadOnlyMemory<byte> Bytes, LogRecord? Parsed);
