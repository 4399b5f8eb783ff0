namespace Telecom.Sla.Domain.Statements;

/// <summary>What a period's credit is under one option of one reading.</summary>
/// <param name="Reading">Id of the reading.</param>
/// <param name="Option">The option.</param>
/// <param name="Chosen">True for the option that the statement uses.</param>
/// <param name="Amount">The rounded amount; null when it cannot be said.</param>
/// <param name="Verdict">The verdict under this option.</param>
public sealed record ReadingAmount(string Reading, string Option, bool Chosen, decimal? Amount, Rating.ObjectiveState Verdict);
