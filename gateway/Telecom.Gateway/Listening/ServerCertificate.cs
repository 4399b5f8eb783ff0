using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Telecom.Gateway.Reload;

namespace Telecom.Gateway.Listening;

/// <summary>A certificate that the gateway shows, with its key and its intermediates.</summary>
/// <param name="Leaf">The certificate itself.</param>
/// <param name="Context">The same, as handshakes need it.</param>
internal sealed record ServerCertificate(X509Certificate2 Leaf, SslStreamCertificateContext Context)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>When it ends.</summary>
    public DateTimeOffset NotAfter { get; } = new(Leaf.NotAfter);

    /// <summary>Reads a certificate and its key.</summary>
    /// <param name="certificates">PEM, the certificate first, then its intermediates.</param>
    /// <param name="key">PEM of the private key.</param>
    /// <param name="now">The time at which it must be valid.</param>
    /// <exception cref="ReloadRefusedException">They cannot be read, do not fit together, are not valid now or not for a server.</exception>
    public static ServerCertificate Parse(byte[] certificates, byte[] key, DateTimeOffset now)
    {
        try
        {
            string text = Encoding.UTF8.GetString(certificates);
            X509Certificate2 leaf = X509Certificate2.CreateFromPem(text, Encoding.UTF8.GetString(key));
            string[] errors = [.. Errors(leaf, now)];
            if (errors.Length > 0)
            {
                throw new ReloadRefusedException(errors);
            }

            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(text);
            chain.RemoveAt(0);

            // Intermediates come from the file or not at all: nothing is fetched in the middle of a handshake.
            return new ServerCertificate(leaf, SslStreamCertificateContext.Create(leaf, chain, offline: true));
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new ReloadRefusedException([$"the certificate and its key cannot be read or do not fit together: {exception.Message}"], exception);
        }
    }

    private static IEnumerable<string> Errors(X509Certificate2 leaf, DateTimeOffset now)
    {
        if (new DateTimeOffset(leaf.NotAfter) <= now)
        {
            yield return $"the certificate {leaf.SerialNumber} expired at {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}";
        }

        if (new DateTimeOffset(leaf.NotBefore) > now)
        {
            yield return $"the certificate {leaf.SerialNumber} is valid from {leaf.NotBefore.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'} only";
        }

        if (leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
            && !usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == ServerAuthentication))
        {
            yield return $"the certificate {leaf.SerialNumber} is not for servers (no usage serverAuth)";
        }
    }
}
