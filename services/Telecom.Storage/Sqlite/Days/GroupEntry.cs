using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>An append in a group.</summary>
/// <param name="Producer">Row of its lane; 0 when the group moves no lane.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Stored">Samples stored.</param>
/// <param name="Refused">Samples refused.</param>
/// <param name="RecordBytes">Length of its record; 0 for none.</param>
/// <param name="RecordSum">Checksum of its record.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Lane">The lane, when this is its first append in the log.</param>
/// <param name="Outcome">Its outcome, when it had one.</param>
/// <param name="Content">Its content keys, packed.</param>
internal readonly record struct GroupEntry(
    long Producer,
    ulong Sequence,
    int Stored,
    int Refused,
    int RecordBytes,
    uint RecordSum,
    int Partition,
    ProducerLane? Lane,
    byte[] Outcome,
    byte[] Content);
