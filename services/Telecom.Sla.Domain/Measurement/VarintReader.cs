namespace Telecom.Sla.Domain.Measurement;

/// <summary>Reads LEB128 numbers from bytes that may be wrong. Numbers must be in their shortest form, so that bytes have one meaning and meanings one form.</summary>
internal ref struct VarintReader
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Makes a reader.</summary>
    public VarintReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Bytes read.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Reads one byte as it is.</summary>
    public byte ReadByte() => Position < _bytes.Length ? _bytes[Position++] : throw Wrong("the bytes end too early");

    /// <summary>Reads a number of up to 128 bits.</summary>
    public UInt128 Read128()
    {
        UInt128 value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = ReadByte();
            if (shift == 126 && part > 3)
            {
                throw Wrong("a number has more than 128 bits");
            }

            value |= (UInt128)(part & 0x7fu) << shift;
            if (part < 0x80)
            {
                return part != 0 || shift == 0 ? value : throw Wrong("a number is not in its shortest form");
            }
        }
    }

    /// <summary>Reads a number within bounds.</summary>
    /// <param name="what">What it is, for the error.</param>
    /// <param name="min">Smallest that is allowed.</param>
    /// <param name="max">Largest that is allowed.</param>
    public long Read(string what, long min, long max)
    {
        UInt128 value = Read128();
        return value <= (UInt128)max && value >= (UInt128)min ? (long)value : throw Wrong($"{what} is {value}, not {min} to {max}");
    }

    /// <summary>Reads a number of either sign.</summary>
    public long ReadSigned()
    {
        UInt128 value = Read128();
        if (value > ulong.MaxValue)
        {
            throw Wrong("a signed number has more than 64 bits");
        }

        ulong bits = (ulong)value;
        return unchecked((long)(bits >> 1) ^ -(long)(bits & 1));
    }

    /// <summary>The error to throw.</summary>
    public readonly InvalidDataException Wrong(string what) => new($"Not a minute cell: {what} (byte {Position} of {_bytes.Length}).");
}
