using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>Content keys as a row holds them: 16 bytes each, big-endian, one after another.</summary>
internal static class ContentKeys
{
    /// <summary>Bytes per key.</summary>
    public const int Size = 16;

    /// <summary>Packs keys.</summary>
    public static void Write(IReadOnlyList<UInt128> keys, Span<byte> into)
    {
        for (int i = 0; i < keys.Count; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(into[(i * Size)..], keys[i]);
        }
    }

    /// <summary>Packs keys.</summary>
    public static byte[] ToBytes(IReadOnlyList<UInt128> keys)
    {
        byte[] bytes = new byte[keys.Count * Size];
        Write(keys, bytes);
        return bytes;
    }

    /// <summary>Unpacks keys; null when the bytes are no whole number of them.</summary>
    public static UInt128[]? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % Size != 0)
        {
            return null;
        }

        UInt128[] keys = new UInt128[bytes.Length / Size];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = BinaryPrimitives.ReadUInt128BigEndian(bytes[(i * Size)..]);
        }

        return keys;
    }

    /// <summary>A number that tells agents apart, to be combined with keys: the first half of the name's SHA-256.</summary>
    public static UInt128 Of(string agent)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(MemoryMarshal.AsBytes(agent.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
