namespace Telecom.Sla.Status;

/// <summary>What a caller asks about circuits.</summary>
/// <param name="Month">"YYYY-MM" in the contract's zone; empty: the month of <paramref name="AsOfUs"/>.</param>
/// <param name="AsOfUs">Instant of the rating, microseconds since the Unix epoch; 0: now.</param>
/// <param name="OneCircuit">
/// True when it is about one circuit, and a period that cannot be rated is an error; false for a list, in which one circuit without a
/// rated period must not hide the others.
/// </param>
internal sealed record StatusQuestion(string Month, long AsOfUs, bool OneCircuit);
