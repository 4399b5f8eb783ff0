namespace Telecom.Suite.Import;

/// <summary>How far an import has come. Written by one session at a time, read by whoever shows it.</summary>
internal sealed class ImportProgress
{
    private long _rows;
    private long _bytes;

    /// <summary>Rows of the file that are durable, or were refused by the service.</summary>
    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Bytes of the file that were read in this pass.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The last durable batch when this run began; null before the service said so.</summary>
    public ulong? ResumedAfter { get; set; }

    /// <summary>Begins a pass over the file.</summary>
    public void Begin() => Volatile.Write(ref _bytes, 0);

    /// <summary>Notes how far the file was read.</summary>
    public void At(long bytes) => Volatile.Write(ref _bytes, bytes);

    /// <summary>Notes rows that are durable.</summary>
    public void Settled(long rows) => Volatile.Write(ref _rows, rows);
}
