using Telecom.Sla.Domain.Credits;

namespace Telecom.Contracts.Reading;

/// <summary>What every credit schedule has.</summary>
/// <param name="Basis">The amount that the credit is a percentage of.</param>
/// <param name="Cap">The most that is owed; null: no cap.</param>
/// <param name="Minimum">The least that is issued; null: no minimum.</param>
internal sealed record ScheduleHead(TermsUnder<CreditBasis> Basis, TermsUnder<CapTerms?> Cap, TermsUnder<MinimumTerms?> Minimum);
