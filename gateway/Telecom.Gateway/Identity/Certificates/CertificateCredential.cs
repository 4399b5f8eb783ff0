using System.Security.Cryptography.X509Certificates;
using Telecom.Gateway.Identity.Credentials;

namespace Telecom.Gateway.Identity.Certificates;

/// <summary>A client certificate of an agent. The revocation lists say whether it was revoked, the catalogue whether the agent was disabled.</summary>
/// <param name="Agents">Who asks the catalogue.</param>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, hexadecimal.</param>
/// <param name="Certificate">The certificate.</param>
/// <param name="ExpiresAt">End of the certificate.</param>
internal sealed record CertificateCredential(AgentVerifier Agents, string Agent, string Thumbprint, X509Certificate2 Certificate, DateTimeOffset? ExpiresAt)
    : Credential(CredentialKind.Certificate, Thumbprint[..16], ExpiresAt)
{
    /// <inheritdoc/>
    protected override async ValueTask<CredentialStanding> AskAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (await Agents.VerifyAsync(this, cancellationToken)).Standing;
}
