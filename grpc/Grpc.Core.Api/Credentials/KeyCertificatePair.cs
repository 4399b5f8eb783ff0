namespace Grpc.Core;

/// <summary>A certificate chain with the private key of its first certificate.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>Creates the pair.</summary>
    /// <param name="certificateChain">The chain as PEM, own certificate first.</param>
    /// <param name="privateKey">The private key as PEM.</param>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateChain);
        ArgumentNullException.ThrowIfNull(privateKey);
        CertificateChain = certificateChain;
        PrivateKey = privateKey;
    }

    /// <summary>The chain as PEM, own certificate first.</summary>
    public string CertificateChain { get; }

    /// <summary>The private key as PEM. A secret: never log it.</summary>
    public string PrivateKey { get; }
}
