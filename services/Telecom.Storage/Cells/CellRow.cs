namespace Telecom.Storage.Cells;

/// <summary>A cell as read.</summary>
/// <param name="Agent">Resource name of the agent that measured.</param>
/// <param name="Minute">Minutes since the Unix epoch.</param>
/// <param name="Cell">Its bytes (MinuteCellCodec of the domain).</param>
public readonly record struct CellRow(string Agent, long Minute, ReadOnlyMemory<byte> Cell)
{
    /// <summary>The partition that it was folded in, where cells of several partitions are read.</summary>
    public int Partition { get; init; }
}
