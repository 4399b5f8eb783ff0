namespace Telecom.Sla;

/// <summary>What computing cells anew found.</summary>
/// <param name="Records">Records that were folded.</param>
/// <param name="Cells">Minute cells that were compared.</param>
/// <param name="Rollups">Hours and days that were compared; those that are due are not.</param>
/// <param name="Horizons">
/// By partition whose log was trimmed: first minute that could be compared, minutes since the Unix epoch; null when nothing of it could.
/// </param>
/// <param name="Differences">Number of differences.</param>
/// <param name="Repaired">How many of them were replaced.</param>
/// <param name="Listed">The first of them.</param>
public sealed record RebuildReport(
    long Records,
    long Cells,
    long Rollups,
    IReadOnlyDictionary<int, long?> Horizons,
    long Differences,
    long Repaired,
    IReadOnlyList<RebuildDifference> Listed);
