using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Telecom.Storage.Copy;

/// <summary>
/// Count and checksum of content, whatever the order in which an engine tells it: the sum, modulo 2^256, of the SHA-256 of each item's
/// canonical bytes (an additive multiset hash; against mistakes, not against somebody who chooses items). Where order matters, the item's
/// number is part of it.
/// </summary>
internal sealed class ContentDigest
{
    private readonly ArrayBufferWriter<byte> _item = new();
    private BigInteger _sum;

    /// <summary>Items so far.</summary>
    public long Count { get; private set; }

    /// <summary>Begins an item; parts follow, then <see cref="End"/>.</summary>
    public ContentDigest Item()
    {
        _item.ResetWrittenCount();
        return this;
    }

    /// <summary>A number.</summary>
    public ContentDigest Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _item.Write(bytes);
        return this;
    }

    /// <summary>Bytes, with their length.</summary>
    public ContentDigest Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        _item.Write(bytes);
        return this;
    }

    /// <summary>Text, as UTF-8 with its length.</summary>
    public ContentDigest Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>The item is whole.</summary>
    public void End()
    {
        EndUncounted();
        Count++;
    }

    /// <summary>The item is whole, and is no item of the content but something about all of it.</summary>
    public void EndUncounted()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_item.WrittenSpan, hash);
        _sum = (_sum + new BigInteger(hash, isUnsigned: true, isBigEndian: true)) & Mask;
    }

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString()
    {
        byte[] bytes = new byte[32];
        byte[] sum = _sum.ToByteArray(isUnsigned: true, isBigEndian: true);
        sum.CopyTo(bytes, 32 - sum.Length);
        return Convert.ToHexStringLower(bytes);
    }

    private static BigInteger Mask { get; } = (BigInteger.One << 256) - 1;
}
