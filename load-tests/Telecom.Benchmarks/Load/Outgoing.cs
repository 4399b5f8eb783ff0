using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Load;

/// <summary>A message as bytes: any message of the stream, or the beginning of a batch before its encoded tables.</summary>
/// <param name="beginning">What comes first.</param>
/// <param name="length">Bytes of it.</param>
/// <param name="rest">What follows.</param>
internal sealed class Outgoing(byte[] beginning, int length, byte[] rest)
{
    /// <summary>StreamSamples with requests that are written as they are: the same call on the wire.</summary>
    public static Method<Outgoing, StreamSamplesResponse> Stream { get; } = new(
        MethodType.DuplexStreaming,
        IngestionService.Descriptor.FullName,
        "StreamSamples",
        new Marshaller<Outgoing>(Serialize, _ => throw new NotSupportedException()),
        Marshallers.Create(message => message.ToByteArray(), StreamSamplesResponse.Parser.ParseFrom));

    /// <summary>A whole message.</summary>
    public static Outgoing Of(StreamSamplesRequest message)
    {
        byte[] bytes = message.ToByteArray();
        return new Outgoing(bytes, bytes.Length, []);
    }

    /// <summary>A batch: field "batch" of the request, which begins with its number and instant.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="baseTimeUs">Its instant, microseconds since the Unix epoch.</param>
    /// <param name="declarations">Encoded handle declarations; empty when it declares none.</param>
    /// <param name="tables">Encoded tables.</param>
    public static Outgoing Batch(ulong sequence, long baseTimeUs, byte[] declarations, byte[] tables)
    {
        int inner = 1 + CodedOutputStream.ComputeUInt64Size(sequence) + 1 + CodedOutputStream.ComputeInt64Size(baseTimeUs) + declarations.Length;
        byte[] head = new byte[16 + inner];
        using var output = new CodedOutputStream(head);
        output.WriteTag(StreamSamplesRequest.BatchFieldNumber, WireFormat.WireType.LengthDelimited);
        output.WriteLength(inner + tables.Length);
        output.WriteTag(SampleBatch.SequenceFieldNumber, WireFormat.WireType.Varint);
        output.WriteUInt64(sequence);
        output.WriteTag(SampleBatch.BaseTimeUsFieldNumber, WireFormat.WireType.Varint);
        output.WriteInt64(baseTimeUs);
        int written = (int)output.Position;
        declarations.CopyTo(head.AsSpan(written));
        return new Outgoing(head, written + declarations.Length, tables);
    }

    private static void Serialize(Outgoing message, SerializationContext context)
    {
        int size = message.Size;
        context.SetPayloadLength(size);
        IBufferWriter<byte> writer = context.GetBufferWriter();
        message.CopyTo(writer.GetSpan(size));
        writer.Advance(size);
        context.Complete();
    }

    private int Size => length + rest.Length;

    private void CopyTo(Span<byte> target)
    {
        beginning.AsSpan(0, length).CopyTo(target);
        rest.CopyTo(target[length..]);
    }
}
