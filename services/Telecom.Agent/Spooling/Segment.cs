using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>
/// One file of the spool: a header (magic 8, epoch 16, first sequence 8, zero 4, CRC-32C of these 4), then records with consecutive sequence
/// numbers. Appended to, read, and deleted whole; never changed otherwise except to cut a damaged tail.
/// </summary>
internal sealed class Segment : IDisposable
{
    /// <summary>Bytes before the first record.</summary>
    public const int HeaderLength = 40;

    /// <summary>End of every segment's file name.</summary>
    public const string Suffix = ".segment";

    private const int CopyBytes = 64 * 1024;

    private static ReadOnlySpan<byte> Magic => "TSPOOL01"u8;

    private readonly SafeFileHandle _handle;
    private bool _tailInDoubt;

    private Segment(string path, SafeFileHandle handle, SpoolEpoch epoch, ulong firstSequence)
    {
        (Path, _handle, Epoch, FirstSequence) = (path, handle, epoch, firstSequence);
        (LastSequence, Length) = (firstSequence - 1, HeaderLength);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Epoch of its batches.</summary>
    public SpoolEpoch Epoch { get; }

    /// <summary>Sequence number of its first record, also when it has none yet.</summary>
    public ulong FirstSequence { get; }

    /// <summary>Sequence number of its last record; one less than the first when it has none.</summary>
    public ulong LastSequence { get; private set; }

    /// <summary>Bytes up to the end of the last record.</summary>
    public long Length { get; private set; }

    /// <summary>When its last record was found acknowledged, monotonic; null before, and again once another record follows. Set by the spool.</summary>
    public long? AcknowledgedAt { get; set; }

    /// <summary>Begins a file, durably.</summary>
    public static Segment Create(string folder, SpoolEpoch epoch, ulong firstSequence)
    {
        string path = System.IO.Path.Combine(folder, firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Suffix);
        SafeFileHandle handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            byte[] header = new byte[HeaderLength];
            Magic.CopyTo(header);
            epoch.ToBytes().CopyTo(header, 8);
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), firstSequence);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(36), Crc32C.Compute(header.AsSpan(0, 36)));
            RandomAccess.Write(handle, header, 0);
            RandomAccess.FlushToDisk(handle);
            DurableFiles.SyncDirectory(folder);
            return new Segment(path, handle, epoch, firstSequence);
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens a file and reads it through; what follows the last good record is cut off.</summary>
    /// <param name="path">The file.</param>
    /// <param name="asideFolder">Where what is cut off is copied first: behind a damaged record there may be good ones.</param>
    /// <param name="visit">Called for each good record.</param>
    /// <param name="cut">Bytes that were cut off.</param>
    /// <param name="aside">Copy of what was cut off; null when nothing was, or the copy failed.</param>
    /// <returns>Null when the file has no good header; it is left as it is.</returns>
    public static Segment? Open(string path, string asideFolder, Action<SpoolRecord> visit, out long cut, out string? aside)
    {
        (cut, aside) = (0, null);
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            byte[] header = new byte[HeaderLength];
            if (RandomAccess.Read(handle, header, 0) < HeaderLength
                || !header.AsSpan(0, 8).SequenceEqual(Magic)
                || BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(36)) != Crc32C.Compute(header.AsSpan(0, 36))
                || !SpoolEpoch.TryRead(header.AsSpan(8, 16), out SpoolEpoch epoch))
            {
                handle.Dispose();
                return null;
            }

            Segment segment = new(path, handle, epoch, BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(24)));
            while (segment.TryReadAt(segment.Length, segment.LastSequence + 1, out SpoolRecord record))
            {
                segment.Length += record.Length;
                segment.LastSequence++;
                visit(record);
            }

            cut = RandomAccess.GetLength(handle) - segment.Length;
            if (cut > 0)
            {
                aside = CopyTail(handle, path, segment.Length, asideFolder);
                RandomAccess.SetLength(handle, segment.Length);
                RandomAccess.FlushToDisk(handle);
            }

            return segment;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Appends the record after the last one; when it throws, the segment is as before.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Append(SpoolRecord record, FsyncPolicy fsync)
    {
        if (record.Sequence != LastSequence + 1)
        {
            throw new ArgumentException($"record {record.Sequence} does not follow {LastSequence}", nameof(record));
        }

        if (_tailInDoubt)
        {
            RandomAccess.SetLength(_handle, Length);
        }

        _tailInDoubt = true;
        RandomAccess.Write(_handle, record.ToBytes(), Length);
        if (fsync == FsyncPolicy.Batch)
        {
            RandomAccess.FlushToDisk(_handle);
        }

        _tailInDoubt = false;
        Length += record.Length;
        LastSequence = record.Sequence;
        AcknowledgedAt = null;
    }

    /// <summary>Syncs everything that was appended.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Reads the record that begins at an offset.</summary>
    /// <returns>False when there is no good record with this sequence number.</returns>
    public bool TryReadAt(long offset, ulong sequence, out SpoolRecord record)
    {
        record = default;
        Span<byte> start = stackalloc byte[4];
        if (RandomAccess.Read(_handle, start, offset) < start.Length || SpoolRecord.BodyLength(start) is not (> 0 and int body))
        {
            return false;
        }

        byte[] bytes = new byte[SpoolRecord.HeaderLength + body];
        return RandomAccess.Read(_handle, bytes, offset) == bytes.Length && SpoolRecord.TryRead(bytes, out record) && record.Sequence == sequence;
    }

    /// <summary>Deletes the file.</summary>
    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static string? CopyTail(SafeFileHandle handle, string path, long offset, string asideFolder)
    {
        string aside = System.IO.Path.Combine(
            asideFolder, string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}-{System.IO.Path.GetFileName(path)}-from-{offset}"));
        try
        {
            Directory.CreateDirectory(asideFolder);
            using SafeFileHandle copy = File.OpenHandle(aside, FileMode.CreateNew, FileAccess.Write);
            byte[] buffer = new byte[CopyBytes];
            long copied = 0;
            while (RandomAccess.Read(handle, buffer, offset + copied) is > 0 and int read)
            {
                RandomAccess.Write(copy, buffer.AsSpan(0, read), copied);
                copied += read;
            }

            RandomAccess.FlushToDisk(copy);
            DurableFiles.SyncDirectory(asideFolder);
            return aside;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk tears tails; it must not keep the agent from starting as well.
            return null;
        }
    }
}
