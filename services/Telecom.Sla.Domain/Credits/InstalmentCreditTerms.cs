using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>A refund that is credited in parts on the invoices of the following months.</summary>
/// <param name="Instalments">Share of the base on each of the following invoices, the first on the next month's; the last one takes what rounding leaves.</param>
/// <param name="Base">What an instalment is a share of.</param>
/// <param name="Trigger">What opens the refund.</param>
public sealed record InstalmentCreditTerms(IReadOnlyList<Ratio> Instalments, InstalmentBase Base, InstalmentTrigger Trigger) : CreditTerms;
