using System.Buffers.Binary;
using System.Numerics;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>Reads what <see cref="BitWriter"/> wrote, from bytes that may be wrong.</summary>
internal ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _what;
    private int _at;
    private ulong _bits;
    private int _have;

    /// <summary>Makes a reader.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="what">What they should be, for errors: "a minute cell".</param>
    public BitReader(ReadOnlySpan<byte> bytes, string what)
    {
        _bytes = bytes;
        _what = what;
    }

    /// <summary>Reads bits.</summary>
    /// <param name="bits">0 to 56.</param>
    public ulong Read(int bits)
    {
        if (_have < bits)
        {
            Refill(bits);
        }

        unchecked
        {
            ulong value = (_bits >> 1) >> (63 - bits);
            _bits <<= bits;
            _have -= bits;
            return value;
        }
    }

    /// <summary>Reads a flag.</summary>
    public bool ReadFlag() => Read(1) != 0;

    /// <summary>Reads a number below 2^63.</summary>
    public long ReadNumber()
    {
        int length = (int)Read(6);
        return length == 0 ? 0 : (long)((1UL << (length - 1)) | ReadTail(length - 1));
    }

    /// <summary>Reads a number within bounds.</summary>
    /// <param name="name">What it is, for the error.</param>
    /// <param name="min">Smallest that is allowed.</param>
    /// <param name="max">Largest that is allowed.</param>
    public long ReadNumber(string name, long min, long max)
    {
        long value = ReadNumber();
        return value >= min && value <= max ? value : throw Wrong($"{name} is {value}, not {min} to {max}");
    }

    /// <summary>Reads a number of up to 128 bits.</summary>
    public UInt128 ReadNumber128()
    {
        int length = (int)Read(8);
        if (length > 128)
        {
            throw Wrong("a number has more than 128 bits");
        }

        ulong high = length > 64 ? ReadTail(length - 64) : 0;
        return new UInt128(high, ReadTail(Math.Min(length, 64)));
    }

    /// <summary>Reads a number of either sign.</summary>
    public long ReadSigned() => ReadFlag() ? ~ReadNumber() : ReadNumber();

    /// <summary>Reads a number in Golomb-Rice code.</summary>
    /// <param name="low">Bits below the ones, 0 to 31.</param>
    public long ReadRice(int low)
    {
        if (_have < BitWriter.Escape + 1 + low)
        {
            Refill(0);
        }

        unchecked
        {
            int ones = BitOperations.LeadingZeroCount(~_bits);
            if (ones >= BitWriter.Escape)
            {
                Skip(BitWriter.Escape);
                return ReadNumber();
            }

            Skip(ones + 1);
            return ((long)ones << low) | (long)Read(low);
        }
    }

    /// <summary>Reads a number from 1 up in Elias gamma code.</summary>
    public long ReadGamma()
    {
        long length = ReadRice(0);
        return length > 62 ? throw Wrong("a number has more than 63 bits") : (long)((1UL << (int)length) | ReadTail((int)length));
    }

    /// <summary>Checks that nothing is left but the zeros that fill the last byte.</summary>
    public void End()
    {
        long left = _have + (8L * (_bytes.Length - _at));
        if (left >= 8 || Read((int)left) != 0)
        {
            throw Wrong("there are bits too many");
        }
    }

    /// <summary>The error to throw.</summary>
    public readonly InvalidDataException Wrong(string reason) => new($"Not {_what}: {reason} (about byte {_at} of {_bytes.Length}).");

    private ulong ReadTail(int bits)
    {
        ulong high = 0;
        if (bits > 32)
        {
            high = Read(bits - 32) << 32;
            bits = 32;
        }

        return high | Read(bits);
    }

    private void Skip(int bits)
    {
        if (_have < bits)
        {
            Refill(bits);
        }

        unchecked
        {
            _bits <<= bits;
            _have -= bits;
        }
    }

    private void Refill(int need)
    {
        unchecked
        {
            if (_bytes.Length - _at >= sizeof(ulong))
            {
                // Bits beyond the counted ones are read again later, with the same value.
                _bits |= BinaryPrimitives.ReadUInt64BigEndian(_bytes[_at..]) >> _have;
                int bytes = (63 - _have) >> 3;
                _at += bytes;
                _have += bytes * 8;
                return;
            }

            while (_have <= 56 && _at < _bytes.Length)
            {
                _bits |= (ulong)_bytes[_at++] << (56 - _have);
                _have += 8;
            }
        }

        if (_have < need)
        {
            throw Wrong("the bytes end too early");
        }
    }
}
