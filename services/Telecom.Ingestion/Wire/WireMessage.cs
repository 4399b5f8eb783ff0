using System.Buffers;
using Google.Protobuf;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Wire;

/// <summary>
/// One <see cref="StreamSamplesRequest"/> as it came, in a buffer of the shared pool: on the way of a sample its message is never made
/// (load-tests/Telecom.Benchmarks/Ingest says what that saves). Belongs to whoever read it; disposing gives the buffer back.
/// </summary>
internal sealed class WireMessage : IDisposable
{
    /// <summary>Tag of StreamSamplesRequest.batch.</summary>
    private const byte BatchTag = (StreamSamplesRequest.BatchFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;

    private byte[]? _buffer;
    private readonly int _length;

    /// <summary>Copies the bytes of a message, which the transport takes back.</summary>
    public WireMessage(ReadOnlySequence<byte> payload)
    {
        _length = checked((int)payload.Length);
        _buffer = ArrayPool<byte>.Shared.Rent(_length);
        payload.CopyTo(_buffer);
    }

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.AsSpan(0, _length);
        }
    }

    /// <summary>Finds the encoded batch when the message is one batch and nothing else, which all but a few messages of a stream are.</summary>
    public bool TryGetBatch(out ReadOnlySpan<byte> batch)
    {
        ReadOnlySpan<byte> bytes = Bytes;
        batch = default;
        if (bytes.Length < 2 || bytes[0] != BatchTag)
        {
            return false;
        }

        int at = 1;
        uint length = 0;
        for (int shift = 0; shift < 28 && at < bytes.Length; shift += 7)
        {
            byte b = bytes[at++];
            length |= (uint)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                batch = bytes[at..];
                return batch.Length == length;
            }
        }

        return false;
    }

    /// <summary>The message, by the generated parser.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is none.</exception>
    public StreamSamplesRequest Parse() => StreamSamplesRequest.Parser.ParseFrom(Bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
