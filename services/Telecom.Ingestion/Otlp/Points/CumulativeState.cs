namespace Telecom.Ingestion.Otlp.Points;

/// <summary>The last point of a cumulative series that was counted.</summary>
/// <param name="StartNs">Its start time, nanoseconds; 0 when it stated none.</param>
/// <param name="TimeNs">Its time, nanoseconds.</param>
internal abstract record CumulativeState(ulong StartNs, ulong TimeNs)
{
    /// <summary>What it takes in memory, bytes, about.</summary>
    public abstract int Bytes { get; }

    /// <summary>
    /// How a new point follows this one. A new start at or after this point's time is a reset that the sender states; a start that moved in
    /// another way means that two senders share the series, or that points were lost, and nothing can be told of the time between.
    /// </summary>
    public SeriesStep Follow(ulong startNs, ulong timeNs) =>
        timeNs == TimeNs ? SeriesStep.Repeated
        : timeNs < TimeNs ? SeriesStep.Old
        : startNs == StartNs ? SeriesStep.Next
        : startNs >= TimeNs ? SeriesStep.Reset
        : SeriesStep.First;
}
