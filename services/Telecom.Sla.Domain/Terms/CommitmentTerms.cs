namespace Telecom.Sla.Domain.Terms;

/// <summary>A promise that is kept or broken, without a figure.</summary>
/// <param name="Kind">Code, for example "credentials_not_compromised".</param>
/// <param name="Cause">Cause that breaks it, for example "provider": other causes do not.</param>
/// <param name="HasRemedy">False when the text attaches no remedy: a breach is recorded and nothing is owed.</param>
/// <param name="Clause">Clause that states it.</param>
public sealed record CommitmentTerms(string Kind, string Cause, bool HasRemedy, string Clause);
