namespace Telecom.Sla.Domain.Credits;

/// <summary>The least amount that is issued.</summary>
/// <param name="MoreThan">A credit is issued only above this amount (exactly this much is not), in the contract's currency.</param>
/// <param name="OnRounded">True when the rounded amount is tested (rule G7), false when the exact one is (reading TG-R6).</param>
/// <param name="Clause">Clause that sets it.</param>
public sealed record MinimumTerms(decimal MoreThan, bool OnRounded, string Clause);
