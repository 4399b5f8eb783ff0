using System.Text;
using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>An encoded <see cref="LogRecord"/> without its messages; the same rules as for <see cref="SampleBatchView"/>.</summary>
public ref struct LogRecordView
{
    /// <summary>Resource name of the agent, in ASCII.</summary>
    public ReadOnlySpan<byte> AgentAscii { get; private set; }

    /// <summary>Resource name of the agent; allocated by each call.</summary>
    public readonly string Agent => Encoding.ASCII.GetString(AgentAscii);

    /// <summary>Spool epoch, 16 bytes in a record of a lane.</summary>
    public ReadOnlySpan<byte> SpoolEpoch { get; private set; }

    /// <summary>Lane.</summary>
    public uint Lane { get; private set; }

    /// <summary>When the server took the batch, microseconds since the Unix epoch.</summary>
    public long ReceivedAtUs { get; private set; }

    /// <summary>The handles that the batch uses. The batch's own are not to be read.</summary>
    public FieldList<CircuitHandleView> Circuits { get; private set; }

    /// <summary>False when the record has no batch.</summary>
    public bool HasBatch { get; private set; }

    /// <summary>The batch.</summary>
    public SampleBatchView Batch { get; private set; }

    /// <summary>The server's own mark on every sample; unspecified: none.</summary>
    public SuspectReason Suspect { get; private set; }

    /// <summary>What every name of <see cref="Circuits"/> begins with, in ASCII; empty: the names are whole.</summary>
    public ReadOnlySpan<byte> CircuitPrefixAscii { get; private set; }

    /// <summary>Reads an encoded record.</summary>
    /// <param name="message">The record.</param>
    /// <param name="view">The view, when the result is true; it then says exactly what the generated parser would.</param>
    /// <returns>False when the generated parser must decide, as in <see cref="SampleBatchView.TryRead"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out LogRecordView view)
    {
        view = default;
        FieldSet met = default;
        RepeatedRange circuits = default;
        WireCursor cursor = new(message);
        while (!cursor.AtEnd)
        {
            int start = cursor.Position;
            byte tag = cursor.Tag();
            bool read = tag switch
            {
                0x2a => cursor.TryBytes(out ReadOnlySpan<byte> circuit)
                    && CircuitHandleView.TryRead(circuit, out _)
                    && circuits.Add(start, cursor.Position),
                0x18 or 0x20 or 0x38 => met.Add(tag) && cursor.TryVarint(out ulong number) && view.TryTakeNumber(tag, number),
                _ => met.Add(tag) && cursor.TryBytes(out ReadOnlySpan<byte> bytes) && view.TryTakeBytes(tag, bytes),
            };
            if (!read)
            {
                return false;
            }
        }

        view.Circuits = new FieldList<CircuitHandleView>(circuits.In(message), circuits.Count);
        return true;
    }

    private bool TryTakeNumber(byte tag, ulong number)
    {
        switch (tag)
        {
            case 0x18:
                Lane = (uint)number;
                return number <= uint.MaxValue;
            case 0x20:
                ReceivedAtUs = (long)number;
                return true;
            default:
                Suspect = (SuspectReason)number;
                return number <= int.MaxValue;
        }
    }

    private bool TryTakeBytes(byte tag, ReadOnlySpan<byte> bytes)
    {
        switch (tag)
        {
            case 0x0a:
                AgentAscii = bytes;
                return Ascii.IsValid(bytes);
            case 0x12:
                SpoolEpoch = bytes;
                return true;
            case 0x42:
                CircuitPrefixAscii = bytes;
                return Ascii.IsValid(bytes);
            case 0x32:
                bool read = SampleBatchView.TryRead(bytes, out SampleBatchView batch);
                Batch = batch;
                HasBatch = true;
                return read;
            default:
                return false;
        }
    }
}
