namespace Telecom.Storage.Copy;

/// <summary>A minute cell or roll-up as it is copied.</summary>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Start">First minute, minutes since the Unix epoch.</param>
/// <param name="Cell">Its bytes.</param>
internal readonly record struct CopiedCell(string Circuit, string Agent, long Start, ReadOnlyMemory<byte> Cell);
