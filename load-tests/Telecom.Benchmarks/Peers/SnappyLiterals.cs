using System.Buffers.Binary;

namespace Telecom.Benchmarks.Peers;

/// <summary>
/// A block of the Snappy format that holds literals only: valid, cheap to make, and cheap to read, so that it favours the one who reads
/// it. Format: length as varint, then elements; a literal of up to 65,536 bytes has the tag 61 &lt;&lt; 2 and its length less one in two bytes.
/// </summary>
internal static class SnappyLiterals
{
    private const int Longest = 60_000;
    private const byte TwoByteLiteral = 61 << 2;

    /// <summary>Encodes bytes.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        using var block = new MemoryStream(bytes.Length + (bytes.Length / Longest * 3) + 16);
        uint length = (uint)bytes.Length;
        for (; length >= 0x80; length >>= 7)
        {
            block.WriteByte((byte)(length | 0x80));
        }

        block.WriteByte((byte)length);
        Span<byte> tag = stackalloc byte[3];
        tag[0] = TwoByteLiteral;
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> next = bytes[..Math.Min(Longest, bytes.Length)];
            BinaryPrimitives.WriteUInt16LittleEndian(tag[1..], (ushort)(next.Length - 1));
            block.Write(tag);
            block.Write(next);
            bytes = bytes[next.Length..];
        }

        return block.ToArray();
    }
}
