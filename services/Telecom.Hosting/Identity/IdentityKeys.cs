using System.Security.Cryptography;

namespace Telecom.Hosting;

/// <summary>
/// The key files of the identity folder: "{service}.key.pem" is a service's own private key (PKCS #8, P-256, mode 0600),
/// "trusted/{service}.pub.pem" the public keys that tokens of that service are checked with. In production each service gets its own
/// private key and all public ones; on one machine <see cref="EnsureDevelopmentKeys"/> makes them.
/// </summary>
public static class IdentityKeys
{
    /// <summary>Creates a key pair for every service of the suite that has none. Existing files are never changed.</summary>
    /// <param name="directory">The identity folder; created when absent, mode 0700.</param>
    public static void EnsureDevelopmentKeys(string directory)
    {
        PrivateFiles.CreateDirectory(directory);
        Directory.CreateDirectory(Path.Combine(directory, "trusted"));
        foreach (string service in ServiceNames.All)
        {
            string privatePath = PrivateKeyPath(directory, service);
            if (!File.Exists(privatePath))
            {
                using ECDsa created = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                // Another process may be doing the same: whoever writes first wins, and the public half is read back from the file.
                PrivateFiles.TryCreate(privatePath, created.ExportPkcs8PrivateKeyPem() + "\n");
            }

            string publicPath = PublicKeyPath(directory, service);
            if (!File.Exists(publicPath))
            {
                using ECDsa key = ReadPrivateKey(privatePath);
                PrivateFiles.Replace(publicPath, System.Text.Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"));
            }
        }
    }

    /// <summary>Opens the issuer of a service, for tools and tests; services get theirs injected.</summary>
    /// <param name="directory">The identity folder.</param>
    /// <param name="service">Name of the service, for example "gateway".</param>
    /// <param name="clock">The clock; the system's when null.</param>
    /// <exception cref="InvalidOperationException">The key file is absent or is not a P-256 private key.</exception>
    public static ITokenIssuer OpenIssuer(string directory, string service, TimeProvider? clock = null) =>
        new TokenIssuer(service, ReadPrivateKey(PrivateKeyPath(directory, service)), clock ?? TimeProvider.System);

    internal static string PrivateKeyPath(string directory, string service) => Path.Combine(directory, $"{service}.key.pem");

    internal static string PublicKeyPath(string directory, string service) => Path.Combine(directory, "trusted", $"{service}.pub.pem");

    internal static ECDsa ReadPrivateKey(string path)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize != 256)
            {
                throw new InvalidOperationException($"{path} holds a key of {key.KeySize} bits; ES256 needs P-256.");
            }

            return key;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidOperationException($"{path} cannot be read as a PEM private key (P-256): {exception.Message}", exception);
        }
    }
}
