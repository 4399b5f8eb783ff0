namespace Telecom.Gateway.Identity.Credentials;

/// <summary>An API key. The catalogue says whether it was revoked, and whether its agent was disabled.</summary>
/// <param name="Keys">Who asks the catalogue.</param>
/// <param name="Secret">Id and hash of the key.</param>
/// <param name="ExpiresAt">When it expires; null: never.</param>
internal sealed record KeyCredential(KeyVerifier Keys, ApiKeySecret Secret, DateTimeOffset? ExpiresAt)
    : Credential(CredentialKind.Key, Secret.KeyId, ExpiresAt)
{
    /// <inheritdoc/>
    protected override CredentialStanding LookInside(DateTimeOffset now) => CredentialStanding.Unknown;

    /// <inheritdoc/>
    protected override async ValueTask<CredentialStanding> AskAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (await Keys.VerifyAsync(Secret, cancellationToken)).Standing;
}
