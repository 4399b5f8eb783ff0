using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>
/// An encoded <see cref="SampleBatch"/> without its messages: where its columns are, and what else it says. Nothing is copied or
/// allocated; the bytes must stay as they are as long as the view is used. It takes the encoding that every Protocol Buffers library
/// writes. What the format also allows (a column in pieces or unpacked, a field twice, unknown fields, varints that are longer than they
/// need be, names outside ASCII) and what it does not allow are left to the generated parser, which then takes or refuses the message.
/// </summary>
public ref struct SampleBatchView
{
    /// <summary>Sequence number.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>Instant that the first time delta of each table counts from, microseconds since the Unix epoch.</summary>
    public long BaseTimeUs { get; private set; }

    /// <summary>Declarations of handles.</summary>
    public FieldList<CircuitHandleView> Circuits { get; private set; }

    /// <summary>Round-trip delays.</summary>
    public ValueTableView<float> Latency { get; private set; }

    /// <summary>Throughputs.</summary>
    public ValueTableView<double> Throughput { get; private set; }

    /// <summary>Packets sent and lost.</summary>
    public LossView Loss { get; private set; }

    /// <summary>Ranges of suspect instants.</summary>
    public FieldList<SuspectSpanView> Suspect { get; private set; }

    /// <summary>Reads an encoded batch.</summary>
    /// <param name="message">The batch.</param>
    /// <param name="view">The view, when the result is true; it then says exactly what the generated parser would.</param>
    /// <returns>
    /// False when the generated parser must decide. True says nothing yet about the entries inside columns of varints: their own
    /// TryDecode does.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out SampleBatchView view)
    {
        view = default;
        if (!BitConverter.IsLittleEndian)
        {
            // The columns of floating-point numbers are read in place.
            return false;
        }

        FieldSet met = default;
        RepeatedRange circuits = default;
        RepeatedRange suspect = default;
        WireCursor cursor = new(message);
        while (!cursor.AtEnd)
        {
            int start = cursor.Position;
            byte tag = cursor.Tag();
            bool read = tag switch
            {
                0x1a => cursor.TryBytes(out ReadOnlySpan<byte> circuit)
                    && CircuitHandleView.TryRead(circuit, out _)
                    && circuits.Add(start, cursor.Position),
                0x3a => cursor.TryBytes(out ReadOnlySpan<byte> span)
                    && SuspectSpanView.TryRead(span, out _)
                    && suspect.Add(start, cursor.Position),
                0x08 or 0x10 => met.Add(tag) && cursor.TryVarint(out ulong number) && view.TakeNumber(tag, number),
                _ => met.Add(tag) && cursor.TryBytes(out ReadOnlySpan<byte> table) && view.TryReadTable(tag, table),
            };
            if (!read)
            {
                return false;
            }
        }

        view.Circuits = new FieldList<CircuitHandleView>(circuits.In(message), circuits.Count);
        view.Suspect = new FieldList<SuspectSpanView>(suspect.In(message), suspect.Count);
        return true;
    }

    private bool TakeNumber(byte tag, ulong number)
    {
        if (tag == 0x08)
        {
            Sequence = number;
        }
        else
        {
            BaseTimeUs = (long)number;
        }

        return true;
    }

    private bool TryReadTable(byte tag, ReadOnlySpan<byte> table)
    {
        switch (tag)
        {
            case 0x22:
                bool latencyRead = ValueTableView<float>.TryRead(table, out ValueTableView<float> latency);
                Latency = latency;
                return latencyRead;
            case 0x2a:
                bool throughputRead = ValueTableView<double>.TryRead(table, out ValueTableView<double> throughput);
                Throughput = throughput;
                return throughputRead;
            case 0x32:
                bool lossRead = LossView.TryRead(table, out LossView loss);
                Loss = loss;
                return lossRead;
            default:
                return false;
        }
    }
}
