namespace Telecom.Agent.Spooling;

/// <summary>A spooled batch can no longer be read. The spool mends itself when the next stream begins.</summary>
internal sealed class SpoolDamagedException(ulong sequence) : IOException($"the spooled batch {sequence} is damaged on disk");
