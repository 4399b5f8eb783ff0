using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telecom.Gateway.Listening;

/// <summary>
/// Judges the certificates that clients show: from a trusted authority, for clients, valid now, not revoked. Whose they are is not asked
/// here.
/// </summary>
internal sealed partial class ClientCertificates(ClientTrustFiles files, TlsMetrics metrics, TimeProvider timeProvider, ILogger<ClientCertificates> logger)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const int LongestName = 200;

    /// <summary>With what the certificates of open connections were accepted.</summary>
    private readonly ConditionalWeakTable<X509Certificate2, AcceptedChain> _accepted = [];

    /// <summary>How the chain of a client's certificate is built: from what is at hand, never by fetching what the client names.</summary>
    public X509ChainPolicy Policy()
    {
        ClientTrust trust = files.Current;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = timeProvider.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,
            ApplicationPolicy = { new Oid(ClientAuthentication) },
        };
        policy.CustomTrustStore.AddRange(trust.Roots);
        policy.ExtraStore.AddRange(trust.Between);
        return policy;
    }

    /// <summary>Judges what a handshake brought; a refusal is logged and counted.</summary>
    /// <param name="shown">The certificate; null when the client showed none.</param>
    /// <param name="chain">Its chain, built by <see cref="Policy"/>.</param>
    /// <param name="errors">What the handshake found.</param>
    /// <param name="required">True when there must be one.</param>
    public bool Accepts(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors, bool required)
    {
        if (shown is null)
        {
            if (required)
            {
                metrics.ClientJudged("missing");
                Log.Missing(logger);
            }

            return !required;
        }

        ClientTrust trust = files.Current;
        X509Certificate2? revoked = chain?.ChainElements.Select(element => element.Certificate).FirstOrDefault(trust.IsRevoked);
        if (errors == SslPolicyErrors.None && chain is not null && revoked is null)
        {
            _accepted.AddOrUpdate(shown, new AcceptedChain([.. chain.ChainElements.Select(element => element.Certificate)]));
            metrics.ClientJudged("accepted");
            return true;
        }

        metrics.ClientJudged(revoked is null ? "refused" : "revoked");
        string why = revoked is not null ? $"{Name(revoked)} is revoked"
            : string.Join("; ", (chain?.ChainStatus ?? []).Select(status => $"{status.Status}: {status.StatusInformation.Trim()}"));
        Log.Refused(logger, Name(shown), why);
        return false;
    }

    /// <summary>The chain that a certificate was accepted with; null for one that no handshake has accepted.</summary>
    /// <param name="certificate">The certificate of an open connection, the object that the handshake brought.</param>
    public AcceptedChain? ChainOf(X509Certificate2 certificate) => _accepted.TryGetValue(certificate, out AcceptedChain? chain) ? chain : null;

    /// <summary>
    /// Why a certificate that was accepted is no longer good, for calls that outlive the handshake; null when it still is. Its chain is not
    /// built again, since what the client sent beside it is gone: the one that was accepted must still hold.
    /// </summary>
    /// <param name="chain">The chain that it was accepted with.</param>
    public string? Objection(AcceptedChain chain) => chain.Objection(files.Current, timeProvider.GetUtcNow());

    private static string Name(X509Certificate2 certificate)
    {
        string subject = certificate.Subject;
        return $"{(subject.Length > LongestName ? subject[..LongestName] : subject)} ({certificate.SerialNumber})";
    }

    private static partial class Log
    {
        [LoggerMessage(5106, LogLevel.Warning, "A client's certificate is refused: {Certificate}: {Why}")]
        public static partial void Refused(ILogger logger, string certificate, string why);

        [LoggerMessage(5107, LogLevel.Warning, "A client without a certificate is refused")]
        public static partial void Missing(ILogger logger);
    }
}
