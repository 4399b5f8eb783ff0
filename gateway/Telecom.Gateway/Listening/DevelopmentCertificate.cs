using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>
/// A certificate for this machine alone (localhost, 127.0.0.1, ::1), made when there is none and again a week before it ends. It is no
/// authority: whoever trusts it trusts this one server. Certificate and key stand in one file with mode 0600, so that they are replaced at
/// one stroke; beside it stands the certificate alone, for clients to trust.
/// </summary>
internal sealed partial class DevelopmentCertificate(DataFolder folder, TimeProvider timeProvider, ILogger<DevelopmentCertificate> logger)
{
    /// <summary>How long a new one holds.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromDays(90);

    /// <summary>How long before its end it is made again.</summary>
    internal static readonly TimeSpan RenewBefore = TimeSpan.FromDays(7);

    /// <summary>The file with certificate and key.</summary>
    public string Path => System.IO.Path.Combine(folder.Own, "tls", "development.pem");

    /// <summary>The file with the certificate alone.</summary>
    public string PublicPath => System.IO.Path.Combine(folder.Own, "tls", "development.crt.pem");

    /// <summary>Makes the files unless those that are there hold for longer than a week.</summary>
    public void Renew()
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (EndOf(Path) is { } end && end - now > RenewBefore)
        {
            return;
        }

        PrivateFiles.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Make(key, now);
        string certificate = made.ExportCertificatePem() + "\n";
        PrivateFiles.Replace(Path, Encoding.ASCII.GetBytes($"{certificate}{key.ExportPkcs8PrivateKeyPem()}\n"));
        PrivateFiles.Replace(PublicPath, Encoding.ASCII.GetBytes(certificate));
        Log.Made(logger, PublicPath, new DateTimeOffset(made.NotAfter));
    }

    private static X509Certificate2 Make(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));

        // An hour back, for clients whose clocks are a little behind.
        return request.CreateSelfSigned(now.AddHours(-1), now + Life);
    }

    /// <summary>When the certificate of a file ends; null when there is none that can be used.</summary>
    private static DateTimeOffset? EndOf(string path)
    {
        try
        {
            using X509Certificate2 found = X509Certificate2.CreateFromPemFile(path);
            return new DateTimeOffset(found.NotAfter);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5104, LogLevel.Information, "A certificate for this machine was made; clients may trust {File}; it ends at {NotAfter:u}")]
        public static partial void Made(ILogger logger, string file, DateTimeOffset notAfter);
    }
}
