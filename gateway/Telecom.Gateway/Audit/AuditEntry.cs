namespace Telecom.Gateway.Audit;

/// <summary>
/// Who did what, when, from where, and what came of it. Never a secret, a token, a body or a query: only what is named here is kept.
/// </summary>
/// <param name="Kind">One of <see cref="AuditKinds"/>.</param>
/// <param name="At">When the entry was made: for a write, when it ended.</param>
/// <param name="Subject">Who; null when nobody knows.</param>
/// <param name="Customer">Id of the customer of whom it is; null for provider staff.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="CredentialKind">By what it was known; null when by nothing.</param>
/// <param name="CredentialId">Which one, as far as that is no secret; null when it cannot be told.</param>
/// <param name="Method">Method of HTTP.</param>
/// <param name="Path">The path, without its query.</param>
/// <param name="RequestId">The caller's own id of the request; null when it gave none.</param>
/// <param name="Remote">Address of the peer.</param>
/// <param name="UserAgent">What the client says that it is, shortened; null when it says nothing.</param>
/// <param name="Status">Status of gRPC by name, or of HTTP by number; null at the beginning of a stream.</param>
/// <param name="Reason">Machine-readable reason of a refusal; null when there is none.</param>
/// <param name="CorrelationId">What finds the request in the services' logs.</param>
/// <param name="Duration">How long it took; null at the beginning of a stream.</param>
internal sealed record AuditEntry(
    string Kind,
    DateTimeOffset At,
    string? Subject,
    string? Customer,
    IReadOnlyList<string> Roles,
    string? CredentialKind,
    string? CredentialId,
    string Method,
    string Path,
    string? RequestId,
    string? Remote,
    string? UserAgent,
    string? Status,
    string? Reason,
    string CorrelationId,
    TimeSpan? Duration);
