using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telecom.Protos.Wire;

/// <summary>
/// Packed varints in bulk (Protocol Buffers encoding: 7 bits a byte, least significant first). Only the shortest lengths that a value of
/// the type can need are taken; whatever else the generated parser would take is left to it.
/// </summary>
internal static class Varints
{
    private const ulong Continuations = 0x8080808080808080;

    /// <summary>Entries that the bytes hold: bytes that end one. A last entry that is cut off does not count.</summary>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        int continued = 0;
        int i = 0;
        for (; bytes.Length - i >= Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            continued += BitOperations.PopCount(Vector256.Create(bytes[i..]).ExtractMostSignificantBits());
        }

        for (; i < bytes.Length; i++)
        {
            continued += bytes[i] >> 7;
        }

        return bytes.Length - continued;
    }

    /// <summary>Reads entries of 32 bits; false when one is longer than 32 bits need, or cut off.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, Span<uint> entries)
    {
        if (bytes.Length == entries.Length)
        {
            return TryWiden(bytes, entries);
        }

        int at = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            if (!TryRead(bytes, ref at, out ulong value) || value > uint.MaxValue)
            {
                return false;
            }

            entries[i] = (uint)value;
        }

        return at == bytes.Length;
    }

    /// <summary>Reads entries of 64 bits in ZigZag form; false when one is cut off or too long.</summary>
    public static bool TryDecodeZigZag(ReadOnlySpan<byte> bytes, Span<long> entries)
    {
        int at = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            if (!TryRead(bytes, ref at, out ulong value))
            {
                return false;
            }

            entries[i] = (long)(value >> 1) ^ -(long)(value & 1);
        }

        return at == bytes.Length;
    }

    /// <summary>Reads one entry and moves on; false when it is cut off or has more than 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        if (bytes.Length - at < sizeof(ulong))
        {
            return TryReadSlowly(bytes, ref at, out value);
        }

        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
        word = BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
        if ((word & 0x80) == 0)
        {
            value = word & 0x7f;
            at++;
            return true;
        }

        ulong ends = ~word & Continuations;
        if (ends == 0)
        {
            return TryReadSlowly(bytes, ref at, out value);
        }

        // Every bit up to the top one of the byte that ends the entry; then its groups of 7 bits move together.
        at += (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
        word &= ends ^ (ends - 1);
        word &= ~Continuations;
        word = (word & 0x007f007f007f007f) | ((word & 0x7f007f007f007f00) >> 1);
        word = (word & 0x00003fff00003fff) | ((word & 0x3fff00003fff0000) >> 2);
        value = (word & 0x000000000fffffff) | ((word & 0x0fffffff00000000) >> 4);
        return true;
    }

    private static bool TryReadSlowly(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            byte b = bytes[at++];
            if (shift == 63 && b > 1)
            {
                return false;
            }

            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As many bytes as entries: each entry is one byte, or one of them is cut off.</summary>
    private static bool TryWiden(ReadOnlySpan<byte> bytes, Span<uint> entries)
    {
        int i = 0;
        for (; bytes.Length - i >= Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> narrow = Vector128.Create(bytes[i..]);
            if (narrow.ExtractMostSignificantBits() != 0)
            {
                return false;
            }

            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(narrow);
            (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(low);
            (Vector128<uint> third, Vector128<uint> fourth) = Vector128.Widen(high);
            first.CopyTo(entries[i..]);
            second.CopyTo(entries[(i + 4)..]);
            third.CopyTo(entries[(i + 8)..]);
            fourth.CopyTo(entries[(i + 12)..]);
        }

        for (; i < bytes.Length; i++)
        {
            if (bytes[i] >= 0x80)
            {
                return false;
            }

            entries[i] = bytes[i];
        }

        return true;
    }
}
