namespace Telecom.Protos.Wire;

/// <summary>A packed column of sint64 as it stands in a message.</summary>
public readonly ref struct ZigZagColumn
{
    internal ZigZagColumn(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        Count = Varints.Count(bytes);
    }

    /// <summary>The packed bytes. Equal bytes are equal columns.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Entries.</summary>
    public int Count { get; }

    /// <summary>Reads the whole column.</summary>
    /// <param name="entries">Receives it; exactly <see cref="Count"/> long.</param>
    /// <returns>
    /// False when the bytes are not the usual encoding (an entry cut off, or longer than 64 bits need): the generated parser decides, and
    /// what was written to the destination means nothing.
    /// </returns>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public bool TryDecode(Span<long> entries)
    {
        ColumnLength.Require(entries.Length, Count);
        return Varints.TryDecodeZigZag(Bytes, entries);
    }
}
