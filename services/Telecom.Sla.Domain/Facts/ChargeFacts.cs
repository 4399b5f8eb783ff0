namespace Telecom.Sla.Domain.Facts;

/// <summary>A line of a period's charges.</summary>
/// <param name="Item">What is charged.</param>
/// <param name="Amount">Amount, at least 0.</param>
/// <param name="Affected">Whether it is for an affected resource; null: not examined, taken as affected.</param>
/// <param name="Creditable">Whether credits may rest on it; null: not examined, taken as creditable.</param>
public sealed record ChargeFacts(string Item, decimal Amount, bool? Affected, bool? Creditable);
