namespace Telecom.Protos.Wire;

/// <summary>
/// A repeated field of an encoded message. Checked when its message was read, so that going over it does not fail. For use in foreach.
/// </summary>
/// <typeparam name="TView">What the field's messages are seen as.</typeparam>
public readonly ref struct FieldList<TView>
    where TView : struct, IFieldView<TView>, allows ref struct
{
    internal FieldList(ReadOnlySpan<byte> fields, int count)
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
        private TView _current;

        internal Enumerator(ReadOnlySpan<byte> fields) => _cursor = new WireCursor(fields);

        /// <summary>The one that the last <see cref="MoveNext"/> came to.</summary>
        public readonly TView Current => _current;

        /// <summary>Goes to the next; false at the end.</summary>
        public bool MoveNext()
        {
            if (_cursor.AtEnd)
            {
                return false;
            }

            _cursor.Tag();
            return _cursor.TryBytes(out ReadOnlySpan<byte> bytes) && TView.TryRead(bytes, out _current);
        }
    }
}
