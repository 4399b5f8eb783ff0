using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using OpenTelemetry.Proto.Common.V1;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>
/// 128-bit hashes of what points are, the first half of SHA-256: the same point has the same hash in every process and after every
/// restart, whatever order its attributes come in.
/// </summary>
internal sealed class PointHash
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>Hash of a resource's or a scope's attributes, name and version.</summary>
    public UInt128 Of(string name, string version, IReadOnlyList<KeyValue> attributes)
    {
        _buffer.ResetWrittenCount();
        Write(name);
        Write(version);
        Write(attributes, _ => true);
        return Take();
    }

    /// <summary>Hash of a time series: resource, scope, metric and attributes.</summary>
    /// <param name="resource">Hash of the resource.</param>
    /// <param name="scope">Hash of the scope.</param>
    /// <param name="metric">Name of the metric; empty for what several metrics of one probe have in common.</param>
    /// <param name="attributes">The point's attributes.</param>
    /// <param name="counts">Which of them count; null for all.</param>
    public UInt128 Of(UInt128 resource, UInt128 scope, string metric, IReadOnlyList<KeyValue> attributes, Func<KeyValue, bool>? counts = null)
    {
        _buffer.ResetWrittenCount();
        Write(resource);
        Write(scope);
        Write(metric);
        Write(attributes, counts ?? (_ => true));
        return Take();
    }

    /// <summary>The content key of a point of a series.</summary>
    /// <param name="series">Hash of the series.</param>
    /// <param name="start">Its start time, nanoseconds.</param>
    /// <param name="time">Its time, nanoseconds.</param>
    public UInt128 Of(UInt128 series, ulong start, ulong time)
    {
        _buffer.ResetWrittenCount();
        Write(series);
        Write(start);
        Write(time);
        return Take();
    }

    private UInt128 Take() => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(_buffer.WrittenSpan));

    private void Write(IReadOnlyList<KeyValue> attributes, Func<KeyValue, bool> counts)
    {
        List<KeyValue> sorted = [.. attributes.Where(counts)];
        sorted.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        Write((ulong)sorted.Count);
        foreach (KeyValue attribute in sorted)
        {
            Write(attribute.Key);
            Write((ulong)(attribute.Value?.ValueCase ?? AnyValue.ValueOneofCase.None));
            Write(attribute.Value?.ToByteArray() ?? []);
        }
    }

    private void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private void Write(ReadOnlySpan<byte> bytes)
    {
        // The length before the bytes: "ab","c" and "a","bc" are different.
        Write((ulong)bytes.Length);
        _buffer.Write(bytes);
    }

    private void Write(ulong number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), number);
        _buffer.Advance(8);
    }

    private void Write(UInt128 number)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(_buffer.GetSpan(16), number);
        _buffer.Advance(16);
    }
}
