namespace Telecom.Storage.Cells;

/// <summary>Samples of a minute that came later than minute retention.</summary>
/// <param name="Key">The minute that they belong to.</param>
/// <param name="Samples">How many more.</param>
public readonly record struct TooLateCount(CellKey Key, uint Samples);
