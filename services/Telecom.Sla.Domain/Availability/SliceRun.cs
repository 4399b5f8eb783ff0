namespace Telecom.Sla.Domain.Availability;

/// <summary>Slices in a row that have the same state. A month is a few runs, however many slices it has.</summary>
/// <param name="First">Number of the first slice, counted from the Unix epoch.</param>
/// <param name="Count">Number of slices, at least 1.</param>
/// <param name="State">Their state.</param>
/// <param name="Sent">Packets sent in them.</param>
/// <param name="Lost">Packets lost in them.</param>
public readonly record struct SliceRun(long First, long Count, SliceState State, long Sent, long Lost)
{
    /// <summary>Number of the first slice after the run.</summary>
    public long End => First + Count;
}
