using System.Text;
using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>An encoded <see cref="CircuitHandle"/>.</summary>
public readonly ref struct CircuitHandleView : IFieldView<CircuitHandleView>
{
    private CircuitHandleView(uint handle, ReadOnlySpan<byte> circuit)
    {
        Handle = handle;
        CircuitAscii = circuit;
    }

    /// <summary>The number.</summary>
    public uint Handle { get; }

    /// <summary>Resource name of the circuit, in ASCII: other characters are left to the generated parser.</summary>
    public ReadOnlySpan<byte> CircuitAscii { get; }

    /// <summary>Resource name of the circuit; allocated by each call.</summary>
    public string Circuit => Encoding.ASCII.GetString(CircuitAscii);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> message, out CircuitHandleView view)
    {
        view = default;
        uint handle = 0;
        ReadOnlySpan<byte> circuit = default;
        FieldSet met = default;
        WireCursor cursor = new(message);
        while (!cursor.AtEnd)
        {
            byte tag = cursor.Tag();
            if (!met.Add(tag))
            {
                return false;
            }

            bool read = tag switch
            {
                0x08 => cursor.TryVarint(out handle),
                0x12 => cursor.TryBytes(out circuit) && Ascii.IsValid(circuit),
                _ => false,
            };
            if (!read)
            {
                return false;
            }
        }

        view = new CircuitHandleView(handle, circuit);
        return true;
    }
}
