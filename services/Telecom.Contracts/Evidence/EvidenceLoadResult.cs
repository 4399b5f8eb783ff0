using System.Diagnostics.CodeAnalysis;

namespace Telecom.Contracts.Evidence;

/// <summary>An evidence document, or everything that is wrong with it.</summary>
/// <param name="Document">The document; null when there are errors.</param>
/// <param name="Errors">All errors, by line and column; empty when there is a document.</param>
public sealed record EvidenceLoadResult(EvidenceDocument? Document, IReadOnlyList<ContractError> Errors)
{
    /// <summary>True when there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    public bool IsValid => Document is not null;
}
