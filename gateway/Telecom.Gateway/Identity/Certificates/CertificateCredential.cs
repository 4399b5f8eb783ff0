using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Listening;

namespace Telecom.Gateway.Identity.Certificates;

/// <summary>
/// A client certificate of an agent. The authorities and revocation lists in force say whether it still holds, the catalogue whether the
/// agent was disabled.
/// </summary>
/// <param name="Agents">Who asks the catalogue.</param>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, hexadecimal.</param>
/// <param name="Chain">The chain that it was accepted with.</param>
/// <param name="ExpiresAt">End of the certificate.</param>
internal sealed record CertificateCredential(AgentVerifier Agents, string Agent, string Thumbprint, AcceptedChain Chain, DateTimeOffset? ExpiresAt)
    : Credential(CredentialKind.Certificate, Thumbprint[..16], ExpiresAt)
{
    /// <inheritdoc/>
    protected override CredentialStanding LookInside(DateTimeOffset now) => Agents.Holds(this) ? CredentialStanding.Unknown : CredentialStanding.Refused;

    /// <inheritdoc/>
    protected override async ValueTask<CredentialStanding> AskAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (await Agents.VerifyAsync(this, cancellationToken)).Standing;
}
