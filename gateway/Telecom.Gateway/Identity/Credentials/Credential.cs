namespace Telecom.Gateway.Identity.Credentials;

/// <summary>
/// What a caller proved its identity with, reduced to what may be kept: no secret, and nothing that could be presented again. Two that are
/// equal are checked again by one question.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id, for logs.</param>
/// <param name="ExpiresAt">The instant from which it is refused; null: never.</param>
internal abstract record Credential(CredentialKind Kind, string Id, DateTimeOffset? ExpiresAt)
{
    /// <summary>Whether it is still good.</summary>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<CredentialStanding> CheckAgainAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        HasExpired(now) ? ValueTask.FromResult(CredentialStanding.Refused) : AskAsync(now, cancellationToken);

    /// <summary>True from its end on.</summary>
    /// <param name="now">Now.</param>
    public bool HasExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>Kind and id.</summary>
    public sealed override string ToString() => $"{Kind} {Id}";

    /// <summary>Asks who knows; it has not expired.</summary>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    protected abstract ValueTask<CredentialStanding> AskAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
