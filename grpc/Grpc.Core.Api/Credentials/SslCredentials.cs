namespace Grpc.Core;

/// <summary>
/// TLS on the client's side. Grpc.Net.Client takes the roots and certificates from its HTTP handler instead, and refuses
/// credentials that name their own.
/// </summary>
public sealed class SslCredentials : ChannelCredentials
{
    /// <summary>TLS with the trust roots of the machine.</summary>
    public SslCredentials()
        : this(null, null, null)
    {
    }

    /// <summary>TLS with own roots.</summary>
    /// <param name="rootCertificates">Trusted roots as PEM.</param>
    public SslCredentials(string rootCertificates)
        : this(rootCertificates, null, null)
    {
    }

    /// <summary>TLS with own roots and a client certificate.</summary>
    /// <param name="rootCertificates">Trusted roots as PEM.</param>
    /// <param name="keyCertificatePair">The client's own certificate.</param>
    public SslCredentials(string rootCertificates, KeyCertificatePair keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, null)
    {
    }

    /// <summary>TLS with own roots, a client certificate and a further check of the server.</summary>
    /// <param name="rootCertificates">Trusted roots as PEM, or null for those of the machine.</param>
    /// <param name="keyCertificatePair">The client's own certificate, or null.</param>
    /// <param name="verifyPeerCallback">A further check of the server, or null.</param>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        VerifyPeerCallback = verifyPeerCallback;
    }

    /// <summary>Trusted roots as PEM, or null for those of the machine.</summary>
    public string? RootCertificates { get; }

    /// <summary>The client's own certificate, or null.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    internal VerifyPeerCallback? VerifyPeerCallback { get; }

    internal override bool IsComposable => true;

    /// <inheritdoc/>
    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, VerifyPeerCallback);
    }
}
