namespace Telecom.Storage.Cells;

/// <summary>Names a minute cell within a partition.</summary>
/// <param name="Circuit">Resource name of the circuit; begins with the customer.</param>
/// <param name="Agent">Resource name of the agent that measured.</param>
/// <param name="Minute">Minutes since the Unix epoch.</param>
public readonly record struct CellKey(string Circuit, string Agent, long Minute);
