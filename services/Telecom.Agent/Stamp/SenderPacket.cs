using System.Buffers.Binary;

namespace Telecom.Agent.Stamp;

/// <summary>
/// Session-Sender test packet in unauthenticated mode, 44 octets (RFC 8762 section 4.2.1): sequence number at 0, timestamp at 4, error
/// estimate at 12, the rest zero.
/// </summary>
/// <param name="Sequence">Sequence number, from 0, wrapping.</param>
/// <param name="Timestamp">T1, when the packet was sent, in the format that the error estimate names.</param>
/// <param name="Error">Error estimate of the timestamp.</param>
internal readonly record struct SenderPacket(uint Sequence, ulong Timestamp, ErrorEstimate Error)
{
    /// <summary>Length of the base packet in both directions, octets.</summary>
    public const int Length = 44;

    /// <summary>Writes the packet; octets after the 14 of the fields are zero.</summary>
    public void Write(Span<byte> buffer)
    {
        buffer.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(buffer, Sequence);
        BinaryPrimitives.WriteUInt64BigEndian(buffer[4..], Timestamp);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[12..], Error.Encode());
    }

    /// <summary>Reads a packet of at least 44 octets; what follows the fields is not looked at (RFC 8762: MBZ is ignored on receipt).</summary>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out SenderPacket packet)
    {
        if (buffer.Length < Length)
        {
            packet = default;
            return false;
        }

        packet = new SenderPacket(
            BinaryPrimitives.ReadUInt32BigEndian(buffer),
            BinaryPrimitives.ReadUInt64BigEndian(buffer[4..]),
            ErrorEstimate.Decode(BinaryPrimitives.ReadUInt16BigEndian(buffer[12..])));
        return true;
    }
}
