namespace Telecom.Storage.Sqlite.Cells;

/// <summary>What one partition keeps of one circuit from one agent.</summary>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Partition">The partition.</param>
internal readonly record struct SeriesKey(string Circuit, string Agent, int Partition);
