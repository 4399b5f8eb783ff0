using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Listening;

/// <summary>How each handshake of the TLS port goes: TLS 1.2 or 1.3, with the certificate that is in force at that moment.</summary>
internal sealed class TlsHandshake(IOptions<TlsOptions> options, ServerCertificates certificates, ClientCertificates clients)
{
    /// <summary>The versions that are spoken.</summary>
    public const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly TlsOptions _options = options.Value;

    /// <summary>What Kestrel asks for each connection.</summary>
    public TlsHandshakeCallbackOptions Callback => new()
    {
        HandshakeTimeout = _options.HandshakeTimeout,
        OnConnection = _ => ValueTask.FromResult(Settings()),
    };

    /// <summary>The settings of one handshake.</summary>
    public SslServerAuthenticationOptions Settings()
    {
        bool asked = _options.ClientCertificates != ClientCertificatePolicy.None;
        return new SslServerAuthenticationOptions
        {
            EnabledSslProtocols = Versions,
            AllowRenegotiation = false,
            ServerCertificateContext = certificates.Current.Context,
            ClientCertificateRequired = asked,

            // A resumed session would go on with a certificate that was judged before it was revoked.
            AllowTlsResume = !asked,
            CertificateChainPolicy = asked ? clients.Policy() : null,
            RemoteCertificateValidationCallback = asked ? Judge : null,
        };
    }

    private bool Judge(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        clients.Accepts(shown as X509Certificate2, chain, errors, _options.ClientCertificates == ClientCertificatePolicy.Require);
}
