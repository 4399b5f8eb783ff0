using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Sla.Domain.Credits;

/// <summary>A share of the basis for each local day on which a long incident lasted long enough; one a day however many incidents.</summary>
/// <param name="Qualifies">How the length of an incident is compared with <paramref name="QualifyingUs"/>: greater, or greater or equal.</param>
/// <param name="QualifyingUs">Length of an incident in service time, microseconds.</param>
/// <param name="ConsecutiveUs">Consecutive service time of the incident that earns a day, inclusive, microseconds.</param>
/// <param name="SharePerDay">Share of the basis for a day, 0 to 1.</param>
/// <param name="Rule">Which days are earned.</param>
public sealed record DayCreditTerms(Comparator Qualifies, long QualifyingUs, long ConsecutiveUs, Ratio SharePerDay, DayRule Rule) : CreditTerms;
