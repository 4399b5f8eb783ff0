namespace Telecom.Gateway.Identity.Credentials;

/// <summary>The developer's own machine.</summary>
internal sealed record DevelopmentCredential() : Credential(CredentialKind.Development, "development", null)
{
    /// <inheritdoc/>
    protected override CredentialStanding LookInside(DateTimeOffset now) => CredentialStanding.Good;
}
