using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telecom.Gateway.Listening;

/// <summary>Signatures of certificate authorities: ECDSA and RSA (PKCS #1), each with SHA-256, SHA-384 or SHA-512.</summary>
internal static class CertificateSignature
{
    /// <summary>True when a certificate's key made a signature.</summary>
    /// <param name="signer">The certificate.</param>
    /// <param name="signed">What was signed.</param>
    /// <param name="algorithm">Object identifier of the algorithm.</param>
    /// <param name="signature">The signature.</param>
    /// <exception cref="CryptographicException">The algorithm is none of these.</exception>
    public static bool Holds(X509Certificate2 signer, ReadOnlySpan<byte> signed, string algorithm, byte[] signature)
    {
        using ECDsa? curve = signer.GetECDsaPublicKey();
        using RSA? rsa = signer.GetRSAPublicKey();
        return algorithm switch
        {
            "1.2.840.10045.4.3.2" => Curve(curve, signed, signature, HashAlgorithmName.SHA256),
            "1.2.840.10045.4.3.3" => Curve(curve, signed, signature, HashAlgorithmName.SHA384),
            "1.2.840.10045.4.3.4" => Curve(curve, signed, signature, HashAlgorithmName.SHA512),
            "1.2.840.113549.1.1.11" => Rsa(rsa, signed, signature, HashAlgorithmName.SHA256),
            "1.2.840.113549.1.1.12" => Rsa(rsa, signed, signature, HashAlgorithmName.SHA384),
            "1.2.840.113549.1.1.13" => Rsa(rsa, signed, signature, HashAlgorithmName.SHA512),
            _ => throw new CryptographicException($"It is signed with {algorithm}; known are ECDSA and RSA (PKCS #1) with SHA-256, SHA-384 and SHA-512."),
        };
    }

    private static bool Curve(ECDsa? key, ReadOnlySpan<byte> signed, byte[] signature, HashAlgorithmName hash) =>
        key?.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence) ?? false;

    private static bool Rsa(RSA? key, ReadOnlySpan<byte> signed, byte[] signature, HashAlgorithmName hash) =>
        key?.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1) ?? false;
}
