namespace Telecom.Sla.Folding;

/// <summary>What bounds the memory of folding one partition, and which samples are too late for it.</summary>
/// <param name="RetentionUs">
/// How far before the receipt of its batch a sample's minute may lie, microseconds. It counts from the receipt that the log states and
/// not from a clock, so that folding the same log again gives the same cells.
/// </param>
/// <param name="MaxStepCells">A step ends after the record that brings it to this many cells.</param>
/// <param name="MaxHotCells">Cells kept between steps; those that were used longest ago are let go.</param>
/// <param name="MaxHotLanes">Lanes kept between steps; above it all are let go and read again when needed.</param>
internal sealed record FoldLimits(long RetentionUs, int MaxStepCells, int MaxHotCells, int MaxHotLanes);
