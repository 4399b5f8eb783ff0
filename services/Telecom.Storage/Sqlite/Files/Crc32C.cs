using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>CRC-32C (Castagnoli; RFC 3720 section 12.1), by the processor's own instruction where it has one.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">Checksum of what comes before them; 0 for nothing.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint crc = ~before;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte one in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }

    /// <summary>The checksum of a number that follows others.</summary>
    public static uint Of(long number, uint before)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Of(bytes, before);
    }
}
