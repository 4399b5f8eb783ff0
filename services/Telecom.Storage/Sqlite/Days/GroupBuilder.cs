using System.Buffers.Binary;
using System.Text;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>Builds a <see cref="GroupFrame"/> and its row of the index. For one thread, used again for every group.</summary>
internal sealed class GroupBuilder(LogIdentity identity)
{
    private readonly List<ReadOnlyMemory<byte>> _buffers = [default];
    private byte[] _head = new byte[4096];
    private byte[] _index = new byte[1024];
    private int _length;
    private int _entries;
    private int _indexLength;

    /// <summary>Records so far.</summary>
    public int Records { get; private set; }

    /// <summary>Bytes of records so far.</summary>
    public long RecordBytes { get; private set; }

    /// <summary>Bytes of the whole group.</summary>
    public long Bytes => _length + RecordBytes;

    /// <summary>The row of the index: per record its partition, length and checksum.</summary>
    public ReadOnlySpan<byte> Index => _index.AsSpan(0, _indexLength);

    /// <summary>Begins a new group.</summary>
    public void Begin()
    {
        _buffers.RemoveRange(1, _buffers.Count - 1);
        _length = GroupFrame.HeaderBytes;
        _entries = 0;
        _indexLength = 0;
        Records = 0;
        RecordBytes = 0;
    }

    /// <summary>Adds an append.</summary>
    /// <param name="producer">Row of its lane.</param>
    /// <param name="defines">The lane, when this is its first append.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="stored">Samples stored.</param>
    /// <param name="refused">Samples refused.</param>
    /// <param name="record">Its record.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="keys">Its content keys.</param>
    public void Add(
        long producer,
        ProducerLane? defines,
        int partition,
        ulong sequence,
        int stored,
        int refused,
        ReadOnlyMemory<byte> record,
        ReadOnlySpan<byte> outcome,
        IReadOnlyList<UInt128> keys)
    {
        uint sum = Crc32C.Of(record.Span);
        Span<byte> entry = Grow(ref _head, ref _length, GroupFrame.EntryBytes);
        BinaryPrimitives.WriteInt64LittleEndian(entry, producer);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(entry[16..], stored);
        BinaryPrimitives.WriteInt32LittleEndian(entry[20..], refused);
        BinaryPrimitives.WriteInt32LittleEndian(entry[24..], record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[28..], sum);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[32..], (ushort)partition);
        entry[34] = (byte)((defines is null ? 0 : GroupFrame.DefinesLane) | (outcome.IsEmpty ? 0 : GroupFrame.HasOutcome) | (keys.Count == 0 ? 0 : GroupFrame.HasContent));
        if (defines is { } lane)
        {
            byte[] agent = Encoding.UTF8.GetBytes(lane.Agent);
            BinaryPrimitives.WriteUInt16LittleEndian(Grow(ref _head, ref _length, 2), checked((ushort)agent.Length));
            agent.CopyTo(Grow(ref _head, ref _length, agent.Length));
            BinaryPrimitives.WriteUInt128BigEndian(Grow(ref _head, ref _length, SpoolEpoch.Length), lane.Epoch.Value);
            BinaryPrimitives.WriteUInt32LittleEndian(Grow(ref _head, ref _length, 4), lane.Lane);
        }

        if (!outcome.IsEmpty)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Grow(ref _head, ref _length, 4), outcome.Length);
            outcome.CopyTo(Grow(ref _head, ref _length, outcome.Length));
        }

        if (keys.Count > 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Grow(ref _head, ref _length, 4), keys.Count);
            ContentKeys.Write(keys, Grow(ref _head, ref _length, keys.Count * ContentKeys.Size));
        }

        _entries++;
        if (record.IsEmpty)
        {
            return;
        }

        GroupIndex.Write(Grow(ref _index, ref _indexLength, GroupIndex.RecordBytes), partition, record.Length, sum);
        _buffers.Add(record);
        Records++;
        RecordBytes += record.Length;
    }

    /// <summary>The buffers to write, in their order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Finish(long start, long firstId, long appendedUs)
    {
        Span<byte> head = _head.AsSpan(0, _length);
        head[..GroupFrame.HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, GroupFrame.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)_length);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], RecordBytes);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], firstId);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], appendedUs);
        BinaryPrimitives.WriteInt32LittleEndian(head[32..], _entries);
        BinaryPrimitives.WriteInt32LittleEndian(head[36..], Records);
        BinaryPrimitives.WriteUInt32LittleEndian(head[GroupFrame.CrcAt..], GroupFrame.Sum(head, start, identity));
        _buffers[0] = _head.AsMemory(0, _length);
        return _buffers;
    }

    private static Span<byte> Grow(ref byte[] bytes, ref int length, int more)
    {
        if (bytes.Length - length < more)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more));
        }

        length += more;
        return bytes.AsSpan(length - more, more);
    }
}
