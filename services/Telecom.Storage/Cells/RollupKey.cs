namespace Telecom.Storage.Cells;

/// <summary>Names a roll-up within a partition.</summary>
/// <param name="Level">Hour or day.</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Agent">Resource name of the agent that measured.</param>
/// <param name="Start">Its first minute, minutes since the Unix epoch; a multiple of 60 or 1,440.</param>
public readonly record struct RollupKey(RollupLevel Level, string Circuit, string Agent, long Start);
