namespace Telecom.Protos.Wire;

/// <summary>
/// Walks over the fields of a message whose tags are one byte each, which holds for field numbers to 15. Nothing is allocated; every
/// method answers false for bytes that it does not take, and the caller then leaves the message to the generated parser.
/// </summary>
/// <param name="message">The message.</param>
internal ref struct WireCursor(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>True at the end of the message.</summary>
    public readonly bool AtEnd => _at == _message.Length;

    /// <summary>Bytes before the cursor.</summary>
    public readonly int Position => _at;

    /// <summary>The next byte, which is a tag.</summary>
    public byte Tag() => _message[_at++];

    /// <summary>A varint.</summary>
    public bool TryVarint(out ulong value) => Varints.TryRead(_message, ref _at, out value);

    /// <summary>A varint of at most 32 bits.</summary>
    public bool TryVarint(out uint value)
    {
        bool read = Varints.TryRead(_message, ref _at, out ulong wide) && wide <= uint.MaxValue;
        value = (uint)wide;
        return read;
    }

    /// <summary>A length and as many bytes.</summary>
    public bool TryBytes(out ReadOnlySpan<byte> bytes)
    {
        if (!Varints.TryRead(_message, ref _at, out ulong length) || length > (ulong)(_message.Length - _at))
        {
            bytes = default;
            return false;
        }

        bytes = _message.Slice(_at, (int)length);
        _at += (int)length;
        return true;
    }
}
