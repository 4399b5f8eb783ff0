using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>A certificate authority of a test's own: a root, or one that another has certified.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly CertificateRevocationListBuilder _revoked = new();
    private int _lists;

    private TestAuthority(X509Certificate2 certificate) => Certificate = certificate;

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static TestAuthority Create(string name = "Root")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new TestAuthority(AuthorityRequest(name, key).CreateSelfSigned(Now.AddDays(-100), Now.AddDays(1000)));
    }

    public TestAuthority Certify(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = AuthorityRequest(name, key).Create(Certificate, Now.AddDays(-99), Now.AddDays(999), RandomNumberGenerator.GetBytes(8));
        return new TestAuthority(made.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate with its key.</summary>
    public X509Certificate2 Issue(string name, string? usage = ForServers, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        }

        using X509Certificate2 made = request.Create(Certificate, from ?? Now.AddDays(-1), to ?? Now.AddDays(30), RandomNumberGenerator.GetBytes(8));
        return made.CopyWithPrivateKey(key);
    }

    /// <summary>A new revocation list with everything revoked so far.</summary>
    public byte[] Revoke(params X509Certificate2[] certificates)
    {
        foreach (X509Certificate2 certificate in certificates)
        {
            _revoked.AddEntry(certificate);
        }

        return _revoked.Build(Certificate, ++_lists, Now.AddDays(7), HashAlgorithmName.SHA256, thisUpdate: Now.AddDays(-1));
    }

    public static string PemOf(byte[] list) => PemEncoding.WriteString("X509 CRL", list) + "\n";

    public static string KeyPemOf(X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public void Dispose() => Certificate.Dispose();

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
