namespace Telecom.Storage.Cells;

/// <summary>From which minute on each level is kept, minutes since the Unix epoch; what lies before is removed.</summary>
/// <param name="Minutes">Minute cells and counts of what came too late.</param>
/// <param name="Hours">Hour roll-ups.</param>
/// <param name="Days">Day roll-ups.</param>
public readonly record struct CellRetention(long Minutes, long Hours, long Days);
