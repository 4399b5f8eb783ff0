using System.Buffers.Binary;

namespace Telecom.Agent.Stamp;

/// <summary>
/// Session-Reflector test packet in unauthenticated mode, 44 octets (RFC 8762 section 4.3.1): the reflector's sequence number at 0, T3 at
/// 4, error estimate at 12, T2 at 16, and of the sender's packet its sequence number at 24, T1 at 28, error estimate at 36, TTL at 40.
/// </summary>
/// <param name="Sequence">Reflector's sequence number: the sender's own when stateless, else a count of reflected packets of the session.</param>
/// <param name="Timestamp">T3, when the reflected packet was sent.</param>
/// <param name="Error">Error estimate of T2 and T3, and their format.</param>
/// <param name="ReceiveTimestamp">T2, when the sender's packet arrived.</param>
/// <param name="Sender">The sender's packet.</param>
/// <param name="SenderTtl">TTL or hop limit with which the sender's packet arrived; 255 when it is not known (RFC 5357 section 4.2.1).</param>
internal readonly record struct ReflectedPacket(
    uint Sequence, ulong Timestamp, ErrorEstimate Error, ulong ReceiveTimestamp, SenderPacket Sender, byte SenderTtl)
{
    /// <summary>T3 - T2 in nanoseconds: how long the reflector kept the packet. Both are of the reflector's clock.</summary>
    public long ResidenceNanoseconds => StampTime.Difference(Timestamp, ReceiveTimestamp, Error.Format);

    /// <summary>Writes the 44 octets; what follows them in the buffer is left as it is.</summary>
    public void Write(Span<byte> buffer)
    {
        buffer[..SenderPacket.Length].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(buffer, Sequence);
        BinaryPrimitives.WriteUInt64BigEndian(buffer[4..], Timestamp);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[12..], Error.Encode());
        BinaryPrimitives.WriteUInt64BigEndian(buffer[16..], ReceiveTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[24..], Sender.Sequence);
        BinaryPrimitives.WriteUInt64BigEndian(buffer[28..], Sender.Timestamp);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[36..], Sender.Error.Encode());
        buffer[40] = SenderTtl;
    }

    /// <summary>Reads a packet of at least 41 octets, which is what a TWAMP Light reflector may answer (RFC 5357 section 4.2.1).</summary>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out ReflectedPacket packet)
    {
        if (buffer.Length < 41)
        {
            packet = default;
            return false;
        }

        packet = new ReflectedPacket(
            BinaryPrimitives.ReadUInt32BigEndian(buffer),
            BinaryPrimitives.ReadUInt64BigEndian(buffer[4..]),
            ErrorEstimate.Decode(BinaryPrimitives.ReadUInt16BigEndian(buffer[12..])),
            BinaryPrimitives.ReadUInt64BigEndian(buffer[16..]),
            new SenderPacket(
                BinaryPrimitives.ReadUInt32BigEndian(buffer[24..]),
                BinaryPrimitives.ReadUInt64BigEndian(buffer[28..]),
                ErrorEstimate.Decode(BinaryPrimitives.ReadUInt16BigEndian(buffer[36..]))),
            buffer[40]);
        return true;
    }
}
