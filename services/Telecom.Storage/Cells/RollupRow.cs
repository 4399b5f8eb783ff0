namespace Telecom.Storage.Cells;

/// <summary>A roll-up as read.</summary>
/// <param name="Agent">Resource name of the agent that measured.</param>
/// <param name="Partition">The partition that it was folded in.</param>
/// <param name="Start">Its first minute, minutes since the Unix epoch.</param>
/// <param name="Cell">Its bytes; empty when it is due and was never written.</param>
/// <param name="Due">True when cells below it changed since it was written: the reader takes the level below instead.</param>
public readonly record struct RollupRow(string Agent, int Partition, long Start, ReadOnlyMemory<byte> Cell, bool Due);
