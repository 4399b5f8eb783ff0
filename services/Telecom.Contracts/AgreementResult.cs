using System.Diagnostics.CodeAnalysis;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts;

/// <summary>An agreement that can be rated, or why there is none.</summary>
/// <param name="Agreement">The agreement; null when there are errors.</param>
/// <param name="Errors">All errors; empty when there is an agreement.</param>
public sealed record AgreementResult(Agreement? Agreement, IReadOnlyList<AgreementError> Errors)
{
    /// <summary>True when there is an agreement.</summary>
    [MemberNotNullWhen(true, nameof(Agreement))]
    public bool IsValid => Agreement is not null;
}
