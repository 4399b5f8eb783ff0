namespace Telecom.Sla.Folding;

/// <summary>What metrics and statuses show of the folding of one partition. Written by its worker, read from any thread.</summary>
internal sealed class PartitionState
{
    private volatile bool _owned;
    private volatile bool _failed;
    private volatile bool _behind;
    private volatile bool _known;
    private volatile int _hotCells;
    private long _countedUpToUs;

    /// <summary>True while this process holds the lease.</summary>
    public bool Owned
    {
        get => _owned;
        set => _owned = value;
    }

    /// <summary>True while the partition stands before a record that cannot be folded.</summary>
    public bool Failed
    {
        get => _failed;
        set => _failed = value;
    }

    /// <summary>True while records wait, or while it cannot be known because a store fails.</summary>
    public bool Behind
    {
        get => _behind;
        set => _behind = value;
    }

    /// <summary>
    /// True when <see cref="CountedUpToUs"/> comes from the log: since its lease was taken, the partition's end or its next record was seen.
    /// Until then it may be behind by any time.
    /// </summary>
    public bool Known
    {
        get => _known;
        set => _known = value;
    }

    /// <summary>Cells in memory.</summary>
    public int HotCells
    {
        get => _hotCells;
        set => _hotCells = value;
    }

    /// <summary>What Ingestion received up to then is counted, microseconds since the Unix epoch.</summary>
    public long CountedUpToUs
    {
        get => Volatile.Read(ref _countedUpToUs);
        set => Volatile.Write(ref _countedUpToUs, value);
    }
}
