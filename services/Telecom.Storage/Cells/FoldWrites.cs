namespace Telecom.Storage.Cells;

/// <summary>Everything that one step of folding writes.</summary>
/// <param name="Cells">Whole cells.</param>
/// <param name="Progress">New progress of the lanes that were folded.</param>
/// <param name="TooLate">Samples to add to the counts of what came too late.</param>
public sealed record FoldWrites(IReadOnlyList<CellWrite> Cells, IReadOnlyList<LaneProgress> Progress, IReadOnlyList<TooLateCount> TooLate);
