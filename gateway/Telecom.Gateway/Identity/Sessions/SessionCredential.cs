using Telecom.Gateway.Identity.Credentials;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>A session of a browser: as good as what it was made from, and no longer than itself.</summary>
/// <param name="Ended">Those that were ended here.</param>
/// <param name="Source">The key or token.</param>
/// <param name="Id">Id of the session.</param>
/// <param name="ExpiresAt">Its end.</param>
internal sealed record SessionCredential(EndedSessions Ended, Credential Source, string Id, DateTimeOffset? ExpiresAt) : Credential(CredentialKind.Session, Id, ExpiresAt)
{
    /// <inheritdoc/>
    protected override CredentialStanding LookInside(DateTimeOffset now) => Ended.Has(Id) ? CredentialStanding.Refused : Source.Look(now);

    /// <inheritdoc/>
    protected override ValueTask<CredentialStanding> AskAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Source.CheckAgainAsync(now, cancellationToken);
}
