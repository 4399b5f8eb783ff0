using System.Buffers;
using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Wire;

/// <summary>
/// Writes the log records of one lane around batches that are stored as they came: what is the same in each record is encoded once, and
/// the batch is copied, never encoded again. The result is a <see cref="LogRecord"/> like any other.
/// </summary>
internal sealed class RecordWriter
{
    private const byte ReceivedTag = (LogRecord.ReceivedAtUsFieldNumber << 3) | (int)WireFormat.WireType.Varint;
    private const byte BatchTag = (LogRecord.BatchFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;
    private const byte SuspectTag = (LogRecord.SuspectFieldNumber << 3) | (int)WireFormat.WireType.Varint;

    /// <summary>Most bytes of the fields between head and batch, their tags, numbers and lengths.</summary>
    private const int Between = 32;

    private readonly byte[] _head;

    public RecordWriter(ProducerLane lane) => _head = new LogRecord
    {
        Agent = lane.Agent,
        SpoolEpoch = UnsafeByteOperations.UnsafeWrap(lane.Epoch.ToBytes()),
        Lane = lane.Lane,
        CircuitPrefix = LogRecordNames.CircuitPrefixOf(lane.Agent),
    }.ToByteArray();

    /// <summary>Writes a record into a buffer of the shared pool, which the caller gives back.</summary>
    /// <param name="receivedAtUs">When the server took the batch, microseconds since the Unix epoch.</param>
    /// <param name="circuits">The circuits, encoded as fields of the record, their names without what all of the lane's begin with.</param>
    /// <param name="batch">The batch, encoded.</param>
    /// <param name="suspect">The server's mark.</param>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The record's bytes in the buffer.</returns>
    public ReadOnlyMemory<byte> Write(
        long receivedAtUs, ReadOnlySpan<byte> circuits, ReadOnlySpan<byte> batch, SuspectReason suspect, out byte[] buffer)
    {
        buffer = ArrayPool<byte>.Shared.Rent(_head.Length + circuits.Length + batch.Length + Between);
        Span<byte> record = buffer;
        _head.CopyTo(record);
        int at = _head.Length;
        record[at++] = ReceivedTag;
        at += WriteVarint(record[at..], (ulong)receivedAtUs);
        circuits.CopyTo(record[at..]);
        at += circuits.Length;
        record[at++] = BatchTag;
        at += WriteVarint(record[at..], (ulong)batch.Length);
        batch.CopyTo(record[at..]);
        at += batch.Length;
        if (suspect != SuspectReason.Unspecified)
        {
            record[at++] = SuspectTag;
            at += WriteVarint(record[at..], (ulong)suspect);
        }

        return buffer.AsMemory(0, at);
    }

    private static int WriteVarint(Span<byte> bytes, ulong value)
    {
        int length = 0;
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
        return length;
    }
}
