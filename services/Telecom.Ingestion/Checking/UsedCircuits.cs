using System.Text;
using Google.Protobuf;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Checking;

/// <summary>
/// The circuits that a stream's batches use, encoded as a log record names them. Agents measure the same circuits again and again, so that
/// most batches have the very handle columns of the one before: those are neither read nor looked up, and their names not encoded again.
/// </summary>
/// <param name="prefix">What all of the stream's circuits begin with; the record has it once, the names here are without it.</param>
internal sealed class UsedCircuits(string prefix)
{
    /// <summary>Handle columns longer than this are not kept, bytes; a stream that needs it pays for reading them each time.</summary>
    private const int MaxKeptBytes = 32 * 1024;

    private const byte FieldTag = (LogRecord.CircuitsFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;
    private const byte HandleTag = (CircuitHandle.HandleFieldNumber << 3) | (int)WireFormat.WireType.Varint;
    private const byte NameTag = (CircuitHandle.CircuitFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;

    private byte[] _encoded = [];
    private int _length;
    private byte[] _columns = [];
    private int _firstLength;
    private int _secondLength;
    private long _version = -1;

    /// <summary>The circuits of the batch that was last accepted, as fields of a log record.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded.AsSpan(0, _length);

    /// <summary>True when <see cref="Encoded"/> holds for a batch: the same handle columns under the same declarations and standings.</summary>
    public bool Covers(HandleTable handles, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third) =>
        _version == handles.Version
        && _firstLength == first.Length
        && _secondLength == second.Length
        && _columns.Length == first.Length + second.Length + third.Length
        && first.SequenceEqual(_columns.AsSpan(0, first.Length))
        && second.SequenceEqual(_columns.AsSpan(first.Length, second.Length))
        && third.SequenceEqual(_columns.AsSpan(first.Length + second.Length));

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _length = 0;
        _version = -1;
    }

    /// <summary>Adds a circuit.</summary>
    public void Add(CircuitHandle circuit)
    {
        if (!circuit.Circuit.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw new ArgumentException($"\"{circuit.Circuit}\" does not begin with \"{prefix}\", as the circuits of this stream do.", nameof(circuit));
        }

        ReadOnlySpan<char> id = circuit.Circuit.AsSpan(prefix.Length);
        int name = Encoding.UTF8.GetByteCount(id);
        int body = 1 + CodedOutputStream.ComputeUInt32Size(circuit.Handle) + 1 + CodedOutputStream.ComputeLengthSize(name) + name;
        int whole = 1 + CodedOutputStream.ComputeLengthSize(body) + body;
        if (_encoded.Length - _length < whole)
        {
            Array.Resize(ref _encoded, Math.Max(256, Math.Max(_encoded.Length * 2, _length + whole)));
        }

        Put(FieldTag);
        PutVarint((uint)body);
        Put(HandleTag);
        PutVarint(circuit.Handle);
        Put(NameTag);
        PutVarint((uint)name);
        _length += Encoding.UTF8.GetBytes(id, _encoded.AsSpan(_length));
    }

    /// <summary>Keeps what was added for the next batch with these handle columns.</summary>
    public void Keep(HandleTable handles, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        int length = first.Length + second.Length + third.Length;
        if (length > MaxKeptBytes)
        {
            return;
        }

        _columns = _columns.Length == length ? _columns : new byte[length];
        first.CopyTo(_columns);
        second.CopyTo(_columns.AsSpan(first.Length));
        third.CopyTo(_columns.AsSpan(first.Length + second.Length));

        // The same bytes cut at other places are other columns, or none at all: a cut may go through an entry.
        _firstLength = first.Length;
        _secondLength = second.Length;
        _version = handles.Version;
    }

    private void Put(byte value) => _encoded[_length++] = value;

    private void PutVarint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Put((byte)(value | 0x80));
        }

        Put((byte)value);
    }
}
