using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Certificates of this machine's own name, which clients take for their own authority.</summary>
internal static class Certificates
{
    /// <summary>Writes a certificate for "localhost" and 127.0.0.1 and its key.</summary>
    /// <param name="folder">Where the files are written.</param>
    public static (string CertificateFile, string KeyFile) Write(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        string name = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText($"{name}.crt.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{name}.key.pem", key.ExportPkcs8PrivateKeyPem());
        return ($"{name}.crt.pem", $"{name}.key.pem");
    }
}
