namespace Telecom.Protos.Wire;

/// <summary>
/// A repeated field of an encoded message: the suspect spans. Checked when its message was read, so that going over it does not fail.
/// For use in foreach.
/// </summary>
public readonly ref struct SuspectSpanList
{
    internal SuspectSpanList(ReadOnlySpan<byte> fields, int count)
    {
        Fields = fields;
        Count = count;
    }

    /// <summary>The fields with their tags and lengths, one after the other.</summary>
    public ReadOnlySpan<byte> Fields { get; }

    /// <summary>Their number.</summary>
    public int Count { get; }

    /// <summary>Goes over them in the order of the message.</summary>
    public Enumerator GetEnumerator() => new(Fields);

    /// <summary>Goes over the fields.</summary>
    public ref struct Enumerator
    {
        private WireCursor _cursor;
        private SuspectSpanView _current;

        internal Enumerator(ReadOnlySpan<byte> fields) => _cursor = new WireCursor(fields);

        /// <summary>The one that the last <see cref="MoveNext"/> came to.</summary>
        public readonly SuspectSpanView Current => _current;

        /// <summary>Goes to the next; false at the end.</summary>
        public bool MoveNext()
        {
            if (_cursor.AtEnd)
            {
                return false;
            }

            _cursor.Tag();
            return _cursor.TryBytes(out ReadOnlySpan<byte> bytes) && SuspectSpanView.TryRead(bytes, out _current);
        }
    }
}
