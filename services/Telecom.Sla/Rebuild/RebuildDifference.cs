namespace Telecom.Sla;

/// <summary>Something that is stored otherwise than the log has it.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Circuit">Resource name of the circuit; empty for progress of a lane.</param>
/// <param name="Who">Resource name of the agent, or the lane.</param>
/// <param name="Minute">First minute, minutes since the Unix epoch; 0 for progress.</param>
/// <param name="What">What differs.</param>
/// <param name="Repaired">True when it was replaced.</param>
public sealed record RebuildDifference(int Partition, string Circuit, string Who, long Minute, string What, bool Repaired);
