namespace Telecom.Contracts.Lint;

/// <summary>What the linter says about a contract document.</summary>
/// <param name="Findings">The defects, by line and code, each code once; none when the document does not load.</param>
/// <param name="Errors">Why the document does not load; empty when it does.</param>
public sealed record ContractLintResult(IReadOnlyList<LintFinding> Findings, IReadOnlyList<ContractError> Errors);
