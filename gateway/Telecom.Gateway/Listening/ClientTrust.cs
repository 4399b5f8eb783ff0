using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Telecom.Gateway.Reload;

namespace Telecom.Gateway.Listening;

/// <summary>Whose certificates clients may show, and which of them no more.</summary>
/// <param name="Roots">Where a chain must end.</param>
/// <param name="Between">Authorities between a root and the clients, for clients that do not send them.</param>
/// <param name="Revoked">Revocation lists; an authority without one has revoked nothing.</param>
internal sealed record ClientTrust(X509Certificate2Collection Roots, X509Certificate2Collection Between, IReadOnlyList<RevocationList> Revoked)
{
    private readonly HashSet<string> _anchors = [.. Roots.Select(AnchorOf)];

    /// <summary>Nobody is trusted.</summary>
    public static ClientTrust None { get; } = new([], [], []);

    /// <summary>Reads authorities and revocation lists.</summary>
    /// <param name="authorities">PEM with the authorities.</param>
    /// <param name="lists">Revocation lists; null for none.</param>
    /// <exception cref="ReloadRefusedException">They cannot be read, or no chain could end in them.</exception>
    public static ClientTrust Parse(byte[] authorities, byte[]? lists)
    {
        X509Certificate2Collection all = [];
        try
        {
            all.ImportFromPem(Encoding.UTF8.GetString(authorities));
        }
        catch (CryptographicException exception)
        {
            throw new ReloadRefusedException([$"the authorities of clients cannot be read: {exception.Message}"], exception);
        }

        List<string> errors = [.. all.Where(certificate => !IsAuthority(certificate)).Select(certificate => $"{certificate.Subject} is no authority")];
        if (!all.Any(IsRoot))
        {
            errors.Add("there is no root among the authorities of clients (a certificate that is its own issuer)");
        }

        return errors.Count > 0
            ? throw new ReloadRefusedException(errors)
            : new ClientTrust([.. all.Where(IsRoot)], [.. all.Where(certificate => !IsRoot(certificate))], lists is null ? [] : RevocationList.ParseAll(lists, [.. all]));
    }

    /// <summary>True when the certificate's issuer has revoked it.</summary>
    /// <param name="certificate">The certificate.</param>
    public bool IsRevoked(X509Certificate2 certificate) => IsRevoked(certificate.IssuerName.RawData, RevocationList.SerialOf(certificate));

    /// <summary>True when an issuer has revoked a certificate.</summary>
    /// <param name="issuer">The issuer's name, DER.</param>
    /// <param name="serial">Serial number of the certificate.</param>
    public bool IsRevoked(ReadOnlySpan<byte> issuer, BigInteger serial)
    {
        foreach (RevocationList list in Revoked)
        {
            if (list.Issuer.Span.SequenceEqual(issuer) && list.Serials.Contains(serial))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True while a chain may end there.</summary>
    /// <param name="anchor">Of a root, by <see cref="AnchorOf"/>.</param>
    public bool Trusts(string anchor) => _anchors.Contains(anchor);

    /// <summary>What makes a root the same one though it was issued anew: its name and its key.</summary>
    /// <param name="root">The root.</param>
    public static string AnchorOf(X509Certificate2 root) =>
        Convert.ToHexString(SHA256.HashData([.. root.SubjectName.RawData, .. root.PublicKey.ExportSubjectPublicKeyInfo()]));

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is { CertificateAuthority: true };
}
