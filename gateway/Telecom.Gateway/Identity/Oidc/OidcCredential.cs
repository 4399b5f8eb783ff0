using Telecom.Gateway.Identity.Credentials;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>A token of the identity provider. Nobody is asked about it: it is good until it expires or its key is withdrawn.</summary>
/// <param name="Keys">The provider's keys.</param>
/// <param name="Id">Begin of the SHA-256 of the token.</param>
/// <param name="KeyThumbprint">Thumbprint of the key that signed it.</param>
/// <param name="ExpiresAt">Its end, with the clock skew that is granted.</param>
internal sealed record OidcCredential(OidcKeys Keys, string Id, string KeyThumbprint, DateTimeOffset? ExpiresAt)
    : Credential(CredentialKind.Oidc, Id, ExpiresAt)
{
    /// <inheritdoc/>
    protected override CredentialStanding LookInside(DateTimeOffset now) => Keys.Has(KeyThumbprint) ? CredentialStanding.Good : CredentialStanding.Refused;
}
