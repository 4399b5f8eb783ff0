namespace Telecom.Sla.Domain.Cases;

/// <summary>What a contract says about cases.</summary>
/// <param name="Levels">Severity table, gravest first: a change towards the front raises a case.</param>
/// <param name="SeverityChange">What a change of severity does to deadlines.</param>
/// <param name="TimeBasis">Time that the clocks count.</param>
public sealed record CaseTerms(IReadOnlyList<CaseLevel> Levels, SeverityChangePolicy SeverityChange, CaseTimeBasis TimeBasis);
