namespace Telecom.Sla.Domain.Terms;

/// <summary>How a contract treats one category of excluded time.</summary>
/// <param name="Category">Code of the category, for example "force_majeure".</param>
/// <param name="Policy">What the time does to availability.</param>
/// <param name="Extent">Which part of the range is excluded.</param>
/// <param name="AnnouncedBefore">True when it counts only if it was announced before it began; an unannounced one is downtime.</param>
/// <param name="Clause">Clause that excludes it.</param>
public sealed record ExclusionTerms(string Category, DenominatorPolicy Policy, ExclusionExtent Extent, bool AnnouncedBefore, string Clause);
