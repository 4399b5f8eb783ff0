using System.Buffers.Binary;

namespace Telecom.Sla.Domain.Names;

/// <summary>
/// Identity of an agent's spool: 16 random bytes made when the spool is created and kept as long as the spool is, so that a restart
/// with the same spool goes on with the same sequence numbers and a lost spool begins new ones. The default value names no spool.
/// </summary>
/// <param name="Value">The 16 bytes as a big-endian number.</param>
public readonly record struct SpoolEpoch(UInt128 Value) : IComparable<SpoolEpoch>
{
    /// <summary>Length on the wire, in bytes.</summary>
    public const int Length = 16;

    /// <summary>Reads an epoch from its 16 bytes.</summary>
    /// <param name="bytes">Exactly 16 bytes, not all zero.</param>
    /// <param name="epoch">The epoch, when the result is true.</param>
    /// <returns>False when the length is wrong or all bytes are zero.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SpoolEpoch epoch)
    {
        epoch = bytes.Length == Length ? new SpoolEpoch(BinaryPrimitives.ReadUInt128BigEndian(bytes)) : default;
        return epoch != default;
    }

    /// <summary>The 16 bytes of the wire, most significant first.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <inheritdoc/>
    public int CompareTo(SpoolEpoch other) => Value.CompareTo(other.Value);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <summary>Orders by value.</summary>
    public static bool operator <(SpoolEpoch left, SpoolEpoch right) => left.CompareTo(right) < 0;

    /// <summary>Orders by value.</summary>
    public static bool operator >(SpoolEpoch left, SpoolEpoch right) => left.CompareTo(right) > 0;

    /// <summary>Orders by value.</summary>
    public static bool operator <=(SpoolEpoch left, SpoolEpoch right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by value.</summary>
    public static bool operator >=(SpoolEpoch left, SpoolEpoch right) => left.CompareTo(right) >= 0;
}
