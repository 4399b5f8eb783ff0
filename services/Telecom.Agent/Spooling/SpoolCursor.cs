using System.Buffers.Binary;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>
/// How far the spool has been dealt with. It is replaced atomically, and everything that an acknowledgement causes (refused samples written,
/// retries set aside) counts only once the cursor that covers it is in place: a crash in between leaves traces that the next start undoes,
/// and the batch is sent and acknowledged again.
/// </summary>
internal sealed record SpoolCursor
{
    /// <summary>Name of the cursor's file in the spool's folder.</summary>
    public const string FileName = "cursor";

    private const int Bytes = 76;

    private static ReadOnlySpan<byte> Magic => "TSCURS01"u8;

    /// <summary>Epoch that <see cref="Acknowledged"/> and <see cref="NeverSentFrom"/> belong to.</summary>
    public SpoolEpoch Epoch { get; init; }

    /// <summary>Every batch up to this number is durable at the server and its refusals were dealt with.</summary>
    public ulong Acknowledged { get; init; }

    /// <summary>
    /// Batches from this number on have never been sent. Set at each start, cleared when the server's Welcome shows that it does not know of
    /// them either; 0 when cleared. A server that knows of them says that the spool lost its end and that the numbers are taken.
    /// </summary>
    public ulong NeverSentFrom { get; init; }

    /// <summary>Bytes of the file of refused samples that count.</summary>
    public long RejectedLength { get; init; }

    /// <summary>Samples refused for good, since the spool was made.</summary>
    public long RejectedSamples { get; init; }

    /// <summary>Samples acknowledged and not refused, since the spool was made.</summary>
    public long AcknowledgedSamples { get; init; }

    /// <summary>When <see cref="Acknowledged"/> last moved, by the agent's clock, microseconds since the Unix epoch; 0 when not known.</summary>
    public long AcknowledgedAtUs { get; init; }

    /// <summary>Reads the cursor of a spool.</summary>
    /// <param name="folder">Folder of the spool.</param>
    /// <param name="damaged">True when there is a file but no cursor in it.</param>
    public static SpoolCursor? Load(string folder, out bool damaged)
    {
        string path = Path.Combine(folder, FileName);
        damaged = false;
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length != Bytes
            || !bytes.AsSpan(0, 8).SequenceEqual(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(Bytes - 4)) != Crc32C.Compute(bytes.AsSpan(0, Bytes - 4)))
        {
            damaged = true;
            return null;
        }

        return new SpoolCursor
        {
            Epoch = new SpoolEpoch(BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(8))),
            Acknowledged = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(24)),
            NeverSentFrom = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(32)),
            RejectedLength = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(40)),
            RejectedSamples = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(48)),
            AcknowledgedSamples = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(56)),
            AcknowledgedAtUs = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(64)),
        };
    }

    /// <summary>Puts the cursor in place.</summary>
    public void Save(string folder, FsyncPolicy fsync)
    {
        byte[] bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(8), Epoch.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), Acknowledged);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(32), NeverSentFrom);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), RejectedLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), RejectedSamples);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(56), AcknowledgedSamples);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(64), AcknowledgedAtUs);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Bytes - 4), Crc32C.Compute(bytes.AsSpan(0, Bytes - 4)));
        DurableFiles.Replace(Path.Combine(folder, FileName), bytes, sync: fsync == FsyncPolicy.Batch);
    }
}
