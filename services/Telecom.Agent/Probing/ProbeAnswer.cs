namespace Telecom.Agent.Probing;

/// <summary>What an answer packet says.</summary>
/// <param name="Sequence">Number of the probe that it answers.</param>
/// <param name="Token">What it repeats of that probe.</param>
/// <param name="ResidenceNanoseconds">How long the far end says to have kept it (T3 - T2); 0 where the protocol does not tell.</param>
internal readonly record struct ProbeAnswer(uint Sequence, ulong Token, long ResidenceNanoseconds);
