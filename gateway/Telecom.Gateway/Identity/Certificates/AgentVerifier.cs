using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Gateway.Listening;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.Gateway.Identity.Certificates;

/// <summary>
/// Whom the client certificate of a connection speaks for: an agent that the catalogue knows. That the certificate is genuine was checked
/// when the connection was made; whether it is still in force is checked with every request, since connections live long.
/// </summary>
internal sealed partial class AgentVerifier(
    DirectoryService.DirectoryServiceClient directory,
    DirectoryQuestions questions,
    ClientCertificates judge,
    ITokenIssuer issuer,
    IOptions<GatewayIdentityOptions> options,
    TimeProvider timeProvider,
    ILogger<AgentVerifier> logger)
{
    /// <summary>What was read from the certificates of open connections.</summary>
    private readonly ConditionalWeakTable<X509Certificate2, CertificateCredential> _read = [];

    /// <summary>Whom a certificate speaks for.</summary>
    /// <param name="certificate">The certificate of the connection.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public async ValueTask<IdentityVerdict> VerifyAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(certificate, out CertificateCredential? credential))
        {
            if (Read(certificate) is not { } read)
            {
                return IdentityVerdict.Refused;
            }

            credential = _read.GetValue(certificate, _ => read);
        }

        if (credential.HasExpired(timeProvider.GetUtcNow()))
        {
            Log.NotInForce(logger, credential.Id, credential.Agent, "it has expired");
            return IdentityVerdict.Refused;
        }

        return await VerifyAsync(credential, cancellationToken);
    }

    /// <summary>False when the certificate or what it was accepted with is no longer in force, which the log then says.</summary>
    /// <param name="credential">What was found in the certificate.</param>
    public bool Holds(CertificateCredential credential)
    {
        if (judge.Objection(credential.Chain) is not { } objection)
        {
            return true;
        }

        Log.NotInForce(logger, credential.Id, credential.Agent, objection);
        return false;
    }

    /// <summary>Whether a certificate is still in force, and its agent known and enabled.</summary>
    /// <param name="credential">What was found in the certificate.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public async ValueTask<IdentityVerdict> VerifyAsync(CertificateCredential credential, CancellationToken cancellationToken)
    {
        if (!Holds(credential))
        {
            return IdentityVerdict.Refused;
        }

        IdentityVerdict verdict = await questions.AskAsync(
            $"agent {credential.Agent}", $"Certificate {credential.Id} of {credential.Agent}", () => AskAsync(credential), cancellationToken);

        // The answer is about the agent, whichever of its certificates it was asked for.
        return verdict.Identity is { } identity ? new IdentityVerdict(identity with { Credential = credential }) : verdict;
    }

    private CertificateCredential? Read(X509Certificate2 certificate)
    {
        string thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        if (AgentNames.Find(certificate, options.Value.TrustDomain) is not { } agent)
        {
            Log.NoAgent(logger, thumbprint[..16]);
            return null;
        }

        if (judge.ChainOf(certificate) is not { } chain)
        {
            Log.NotInForce(logger, thumbprint[..16], agent.ToString(), "no handshake has accepted it");
            return null;
        }

        return new CertificateCredential(this, agent.ToString(), thumbprint, chain, new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
    }

    private async Task<CallerIdentity?> AskAsync(CertificateCredential credential)
    {
        string agent = credential.Agent;
        Agent? found = (await directory.VerifyAgentAsync(new VerifyAgentRequest { Agent = agent })).Agent;
        if (found?.Name != agent || found.DisableTimeUs != 0 || !ResourceName.TryParse(agent, "agents", out ResourceName? name))
        {
            return null;
        }

        var caller = new Caller(agent, name.Customer, new HashSet<Role> { Role.Agent }, agent);
        return new CallerIdentity(caller, issuer.Issue(caller, options.Value.TokenLifetime), credential);
    }

    private static partial class Log
    {
        [LoggerMessage(5211, LogLevel.Information, "Client certificate {Thumbprint} refused: it does not name exactly one agent")]
        public static partial void NoAgent(ILogger logger, string thumbprint);

        [LoggerMessage(5212, LogLevel.Information, "Client certificate {Thumbprint} of {Agent} refused: {Why}")]
        public static partial void NotInForce(ILogger logger, string thumbprint, string agent, string why);
    }
}
