namespace Telecom.Protos.Wire;

/// <summary>The packed fields 1 to 4 of a table. A column that comes in pieces or unpacked is not taken.</summary>
internal ref struct ColumnSet
{
    public ReadOnlySpan<byte> First { get; private set; }

    public ReadOnlySpan<byte> Second { get; private set; }

    public ReadOnlySpan<byte> Third { get; private set; }

    public ReadOnlySpan<byte> Fourth { get; private set; }

    /// <summary>Reads a table.</summary>
    /// <param name="message">The table.</param>
    /// <param name="most">Columns that the table has.</param>
    /// <param name="columns">Its columns, empty where absent.</param>
    public static bool TryRead(ReadOnlySpan<byte> message, int most, out ColumnSet columns)
    {
        columns = default;
        FieldSet met = default;
        WireCursor cursor = new(message);
        while (!cursor.AtEnd)
        {
            byte tag = cursor.Tag();
            if (tag >> 3 > most || !met.Add(tag) || !cursor.TryBytes(out ReadOnlySpan<byte> bytes))
            {
                return false;
            }

            switch (tag)
            {
                case 0x0a:
                    columns.First = bytes;
                    break;
                case 0x12:
                    columns.Second = bytes;
                    break;
                case 0x1a:
                    columns.Third = bytes;
                    break;
                case 0x22:
                    columns.Fourth = bytes;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
