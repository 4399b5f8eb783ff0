using System.Diagnostics.CodeAnalysis;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Contracts.Evidence;

/// <summary>A statement, or everything that keeps the evidence from being rated.</summary>
/// <param name="Statement">The statement; null when there are errors.</param>
/// <param name="Errors">All errors, by line and column; empty when there is a statement.</param>
public sealed record EvidenceRatingResult(Statement? Statement, IReadOnlyList<ContractError> Errors)
{
    /// <summary>True when there is a statement.</summary>
    [MemberNotNullWhen(true, nameof(Statement))]
    public bool IsValid => Statement is not null;
}
