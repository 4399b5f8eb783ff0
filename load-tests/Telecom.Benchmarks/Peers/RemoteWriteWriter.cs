using System.Buffers;
using System.Text;
using Google.Protobuf;

namespace Telecom.Benchmarks.Peers;

/// <summary>
/// Writes prometheus.WriteRequest of remote write 0.1: timeseries = 1 { labels = 1 { name = 1, value = 2 }, samples = 2 { value = 1 (double),
/// timestamp = 2 (int64, milliseconds) } }.
/// </summary>
/// <param name="body">Where the bytes go.</param>
internal sealed class RemoteWriteWriter(ArrayBufferWriter<byte> body)
{
    private const byte FieldOne = (1 << 3) | 2;
    private const byte FieldTwo = (2 << 3) | 2;
    private readonly byte[] _sample = new byte[64];

    /// <summary>Writes a series with its samples.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="circuit">Value of the label "circuit".</param>
    /// <param name="count">How many samples.</param>
    /// <param name="sample">Value and instant of a sample.</param>
    public void Series(string name, string circuit, int count, Func<int, (double Value, long Milliseconds)> sample)
    {
        using var buffer = new MemoryStream(512);
        using var series = new CodedOutputStream(buffer);
        Label(series, "__name__", name);
        Label(series, "circuit", circuit);
        for (int i = 0; i < count; i++)
        {
            (double value, long milliseconds) = sample(i);
            using var inner = new CodedOutputStream(_sample);
            inner.WriteTag(1, WireFormat.WireType.Fixed64);
            inner.WriteDouble(value);
            inner.WriteTag(2, WireFormat.WireType.Varint);
            inner.WriteInt64(milliseconds);
            series.WriteRawTag(FieldTwo);
            series.WriteBytes(ByteString.CopyFrom(_sample, 0, (int)inner.Position));
        }

        series.Flush();
        byte[] head = new byte[8];
        using var outer = new CodedOutputStream(head);
        outer.WriteRawTag(FieldOne);
        outer.WriteLength((int)buffer.Length);
        body.Write(head.AsSpan(0, (int)outer.Position));
        body.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Label(CodedOutputStream series, string name, string value)
    {
        int nameBytes = Encoding.UTF8.GetByteCount(name);
        int valueBytes = Encoding.UTF8.GetByteCount(value);
        series.WriteRawTag(FieldOne);
        series.WriteLength(2 + nameBytes + 2 + valueBytes);
        series.WriteRawTag(FieldOne);
        series.WriteString(name);
        series.WriteRawTag(FieldTwo);
        series.WriteString(value);
    }
}
