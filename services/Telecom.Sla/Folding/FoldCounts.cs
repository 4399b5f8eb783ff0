namespace Telecom.Sla.Folding;

/// <summary>What one step counted.</summary>
internal struct FoldCounts
{
    /// <summary>Records that were folded.</summary>
    public int FoldedRecords { get; set; }

    /// <summary>Records whose sequence number their lane had already: skipped. Ingestion never appends one, so each is worth a look.</summary>
    public int ReplayedRecords { get; set; }

    /// <summary>Sequence numbers that no record stands for: batches of which every sample was refused.</summary>
    public ulong SkippedSequences { get; set; }

    /// <summary>Latency samples of the folded records, late ones included.</summary>
    public ulong LatencySamples { get; set; }

    /// <summary>Throughput samples, likewise.</summary>
    public ulong ThroughputSamples { get; set; }

    /// <summary>Loss samples, likewise.</summary>
    public ulong LossSamples { get; set; }

    /// <summary>Samples among them that came later than minute retention.</summary>
    public ulong LateSamples { get; set; }

    /// <summary>Receipt of the newest folded record, microseconds since the Unix epoch; 0: none.</summary>
    public long NewestReceivedAtUs { get; set; }

    /// <summary>Samples of the folded records, late ones included.</summary>
    public readonly ulong Samples => LatencySamples + ThroughputSamples + LossSamples;
}
