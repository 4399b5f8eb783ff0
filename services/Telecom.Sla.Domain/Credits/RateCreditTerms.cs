using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>A share of the basis for every step of downtime.</summary>
/// <param name="SharePerStep">Share of the basis for a step, 0 to 1.</param>
/// <param name="Step">The step: downtime ÷ service time, above 0.</param>
/// <param name="Steps">What parts of a step earn.</param>
public sealed record RateCreditTerms(Ratio SharePerStep, Ratio Step, CreditSteps Steps) : CreditTerms;
