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
        Look(now) is var seen and not CredentialStanding.Unknown ? ValueTask.FromResult(seen) : AskAsync(now, cancellationToken);

    /// <summary>What this gateway knows by itself; unknown when someone must be asked.</summary>
    /// <param name="now">Now.</param>
    public CredentialStanding Look(DateTimeOffset now) => HasExpired(now) ? CredentialStanding.Refused : LookInside(now);

    /// <summary>True from its end on.</summary>
    /// <param name="now">Now.</param>
    public bool HasExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>Kind and id.</summary>
    public sealed override string ToString() => $"{Kind} {Id}";

    /// <summary>What this gateway knows by itself of one that has not expired; unknown when someone must be asked.</summary>
    /// <param name="now">Now.</param>
    protected abstract CredentialStanding LookInside(DateTimeOffset now);

    /// <summary>Asks who knows, where looking did not settle it.</summary>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    protected virtual ValueTask<CredentialStanding> AskAsync(DateTimeOffset now, CancellationToken cancellationToken) => ValueTask.FromResult(CredentialStanding.Unknown);
}
