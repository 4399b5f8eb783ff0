namespace Telecom.Ingestion.Otlp.Points;

/// <summary>The last point of a cumulative sum.</summary>
/// <param name="StartNs">Start time, nanoseconds.</param>
/// <param name="TimeNs">Time, nanoseconds.</param>
/// <param name="Value">Value.</param>
internal sealed record NumberState(ulong StartNs, ulong TimeNs, double Value) : CumulativeState(StartNs, TimeNs)
{
    /// <inheritdoc/>
    public override int Bytes => 160;
}
