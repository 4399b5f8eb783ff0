namespace Telecom.Sla.Domain.Measurement;

/// <summary>Writes LEB128 numbers into a buffer that grows.</summary>
internal struct VarintWriter
{
    private byte[] _buffer;
    private int _length;

    /// <summary>Makes a writer.</summary>
    /// <param name="capacity">Bytes to begin with, at least 1.</param>
    public VarintWriter(int capacity) => _buffer = new byte[capacity];

    /// <summary>Writes one byte as it is.</summary>
    public void WriteByte(byte value)
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _buffer[_length++] = value;
    }

    /// <summary>Writes a number that is not negative.</summary>
    public void Write(long value)
    {
        ulong rest = (ulong)value;
        while (rest >= 0x80)
        {
            WriteByte((byte)(rest & 0x7f | 0x80));
            rest >>= 7;
        }

        WriteByte((byte)rest);
    }

    /// <summary>Writes a number of up to 128 bits.</summary>
    public void Write(UInt128 value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)((byte)(value & 0x7f) | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    /// <summary>Writes a number of either sign, small magnitudes in few bytes.</summary>
    public void WriteSigned(long value) => Write((UInt128)unchecked((ulong)((value << 1) ^ (value >> 63))));

    /// <summary>What was written.</summary>
    public readonly byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();
}
