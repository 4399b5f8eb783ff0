using System.Buffers.Binary;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>
/// One record of a segment: a batch with its sequence number. On disk, little-endian: length of the body (4), CRC-32C of all else of the
/// record (4), sequence (8), origin (24), body.
/// </summary>
/// <param name="Sequence">Sequence number of the batch, from 1.</param>
/// <param name="Origin">Which refused samples the batch tries again; default for new samples. A restart sees by it that the retry was spooled already.</param>
/// <param name="Body">The batch, serialised.</param>
internal readonly record struct SpoolRecord(ulong Sequence, RetryKey Origin, ReadOnlyMemory<byte> Body)
{
    /// <summary>Bytes before the body.</summary>
    public const int HeaderLength = 40;

    /// <summary>Longest body, bytes; a length beyond it is damage.</summary>
    public const int MaximumBody = 16 << 20;

    /// <summary>Bytes of the whole record.</summary>
    public int Length => HeaderLength + Body.Length;

    /// <summary>The record as bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Body.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Sequence);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(16), Origin.Epoch.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(32), Origin.Sequence);
        Body.Span.CopyTo(bytes.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Crc32C.Compute(bytes.AsSpan(0, 4), bytes.AsSpan(8)));
        return bytes;
    }

    /// <summary>The length of a record's body, from its first bytes; negative when it cannot be one.</summary>
    public static int BodyLength(ReadOnlySpan<byte> header)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length is > 0 and <= MaximumBody ? length : -1;
    }

    /// <summary>Reads a record.</summary>
    /// <param name="bytes">Exactly the record.</param>
    /// <param name="record">The record, when the result is true; its body lies in <paramref name="bytes"/>.</param>
    /// <returns>False when the CRC says that bytes are damaged.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out SpoolRecord record)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        record = default;
        if (span.Length < HeaderLength
            || BodyLength(span) != span.Length - HeaderLength
            || BinaryPrimitives.ReadUInt32LittleEndian(span[4..]) != Crc32C.Compute(span[..4], span[8..]))
        {
            return false;
        }

        RetryKey origin = new(
            new SpoolEpoch(BinaryPrimitives.ReadUInt128LittleEndian(span[16..])), BinaryPrimitives.ReadUInt64LittleEndian(span[32..]));
        record = new SpoolRecord(BinaryPrimitives.ReadUInt64LittleEndian(span[8..]), origin, bytes[HeaderLength..]);
        return true;
    }
}
