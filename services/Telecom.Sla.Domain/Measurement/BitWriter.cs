using System.Buffers.Binary;
using System.Numerics;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Writes numbers of bits, the highest bit of a byte first, into a buffer that is kept for the next cell of the thread. Small numbers
/// whose size is about known are Golomb-Rice coded, others have their length before them.
/// </summary>
internal ref struct BitWriter
{
    /// <summary>A Rice code with this many ones is followed by the number itself, so that a surprise costs bits and not bytes.</summary>
    internal const int Escape = 24;

    [ThreadStatic]
    private static byte[]? t_buffer;

    private byte[] _buffer;
    private int _length;
    private ulong _bits;
    private int _used;

    private BitWriter(byte[] buffer) => _buffer = buffer;

    /// <summary>Begins with an empty buffer. One writer at a time on a thread.</summary>
    public static BitWriter Begin() => new(t_buffer ??= new byte[4096]);

    /// <summary>Writes the low bits of a value.</summary>
    /// <param name="value">Less than 2^<paramref name="bits"/>.</param>
    /// <param name="bits">0 to 57.</param>
    public void Write(ulong value, int bits)
    {
        unchecked
        {
            if (_used + bits > 64)
            {
                Flush();
            }

            _bits |= bits == 0 ? 0 : value << (64 - bits - _used);
            _used += bits;
        }
    }

    /// <summary>Writes a flag.</summary>
    public void Write(bool flag) => Write(flag ? 1UL : 0UL, 1);

    /// <summary>Writes a number below 2^63: six bits of length, then the bits below its highest.</summary>
    public void WriteNumber(long value)
    {
        int length = 64 - BitOperations.LeadingZeroCount((ulong)value);
        Write((ulong)length, 6);
        WriteTail((ulong)value, length - 1);
    }

    /// <summary>Writes a number of up to 128 bits.</summary>
    public void WriteNumber(UInt128 value)
    {
        int length = 128 - (int)UInt128.LeadingZeroCount(value);
        Write((ulong)length, 8);
        if (length > 64)
        {
            WriteTail((ulong)(value >> 64), length - 64);
        }

        WriteTail((ulong)(value & ulong.MaxValue), Math.Min(length, 64));
    }

    /// <summary>Writes a number of either sign.</summary>
    public void WriteSigned(long value)
    {
        Write(value < 0);
        WriteNumber(value < 0 ? ~value : value);
    }

    /// <summary>Writes a number in Golomb-Rice code: the part above <paramref name="low"/> bits as ones and a zero, then the low bits.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="low">0 to 31.</param>
    public void WriteRice(long value, int low)
    {
        long high = value >> low;
        if (high >= Escape)
        {
            Write((1UL << Escape) - 1, Escape);
            WriteNumber(value);
            return;
        }

        unchecked
        {
            // The ones, their zero and the low bits at once: at most 24 + 31 bits.
            ulong code = (((1UL << (int)high) - 1) << (low + 1)) | ((ulong)value & ((1UL << low) - 1));
            Write(code, (int)high + 1 + low);
        }
    }

    /// <summary>Writes a number from 1 up in Elias gamma code.</summary>
    public void WriteGamma(long value)
    {
        int length = 63 - BitOperations.LeadingZeroCount((ulong)value);
        WriteRice(length, 0);
        WriteTail((ulong)value, length);
    }

    /// <summary>What was written, the last byte filled with zeros.</summary>
    public byte[] ToArray()
    {
        Flush();
        Room();
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.AsSpan(_length), _bits);
        return _buffer.AsSpan(0, _length + ((_used + 7) / 8)).ToArray();
    }

    /// <summary>Writes the lowest bits of a value.</summary>
    private void WriteTail(ulong value, int bits)
    {
        if (bits > 32)
        {
            Write((value >> 32) & ((1UL << (bits - 32)) - 1), bits - 32);
            bits = 32;
        }

        if (bits > 0)
        {
            Write(value & ((1UL << bits) - 1), bits);
        }
    }

    /// <summary>Moves whole bytes to the buffer.</summary>
    private void Flush()
    {
        Room();
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.AsSpan(_length), _bits);
        int bytes = _used >> 3;
        _length += bytes;
        _bits = bytes == 8 ? 0 : _bits << (bytes * 8);
        _used &= 7;
    }

    private void Room()
    {
        if (_buffer.Length - _length < 8)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
            t_buffer = _buffer;
        }
    }
}
