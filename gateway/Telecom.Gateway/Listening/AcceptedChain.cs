using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telecom.Gateway.Listening;

/// <summary>
/// What is kept of the chain of a client's certificate that a handshake accepted: enough to see that it holds no longer. The certificates
/// themselves go with the handshake. Chains of the same certificates are equal.
/// </summary>
internal sealed class AcceptedChain : IEquatable<AcceptedChain>
{
    private readonly string _certificates;
    private readonly (byte[] Issuer, BigInteger Serial)[] _links;
    private readonly string _anchor;
    private readonly DateTimeOffset _end;

    /// <summary>Keeps what is needed of a chain.</summary>
    /// <param name="chain">From the client's certificate to the root, at least one.</param>
    public AcceptedChain(IReadOnlyList<X509Certificate2> chain)
    {
        _certificates = string.Join(' ', chain.Select(certificate => certificate.GetCertHashString(HashAlgorithmName.SHA256)));
        _links = [.. chain.Select(certificate => (certificate.IssuerName.RawData, RevocationList.SerialOf(certificate)))];
        _anchor = ClientTrust.AnchorOf(chain[^1]);

        // A root may be issued anew with the same key; the file of the authorities says which are in force.
        _end = chain.Take(Math.Max(1, chain.Count - 1)).Min(certificate => new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
    }

    /// <summary>Why it is no longer good; null when it still is.</summary>
    /// <param name="trust">What is in force.</param>
    /// <param name="now">Now.</param>
    public string? Objection(ClientTrust trust, DateTimeOffset now)
    {
        int revoked = Array.FindIndex(_links, link => trust.IsRevoked(link.Issuer, link.Serial));
        return revoked == 0 ? "The certificate is revoked."
            : revoked > 0 ? "An authority in the certificate's chain is revoked."
            : !trust.Trusts(_anchor) ? "The root of the certificate's chain is no longer trusted."
            : _end <= now ? "The certificate or an authority in its chain has expired."
            : null;
    }

    /// <inheritdoc/>
    public bool Equals(AcceptedChain? other) => other is not null && _certificates == other._certificates;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AcceptedChain);

    /// <inheritdoc/>
    public override int GetHashCode() => _certificates.GetHashCode(StringComparison.Ordinal);
}
