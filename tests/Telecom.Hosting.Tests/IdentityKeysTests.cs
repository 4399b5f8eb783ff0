using System.Security.Cryptography;

namespace Telecom.Hosting.Tests;

public sealed class IdentityKeysTests
{
    [Fact]
    public void Development_keys_are_private_complete_and_never_replaced()
    {
        using Scratch scratch = new();
        Dictionary<string, string> before = Read(scratch.Identity);
        Assert.Equal(10, before.Count);
        foreach (string service in ServiceNames.All)
        {
            string path = Path.Combine(scratch.Identity, $"{service}.key.pem");
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            using ECDsa own = ECDsa.Create();
            own.ImportFromPem(File.ReadAllText(path));
            using ECDsa trusted = ECDsa.Create();
            trusted.ImportFromPem(File.ReadAllText(Path.Combine(scratch.Identity, "trusted", $"{service}.pub.pem")));
            Assert.Equal(own.ExportSubjectPublicKeyInfo(), trusted.ExportSubjectPublicKeyInfo());
            Assert.DoesNotContain("PRIVATE", File.ReadAllText(Path.Combine(scratch.Identity, "trusted", $"{service}.pub.pem")), StringComparison.Ordinal);
        }

        IdentityKeys.EnsureDevelopmentKeys(scratch.Identity);
        Assert.Equal(before, Read(scratch.Identity));
    }

    [Fact]
    public void Many_processes_that_make_keys_at_once_agree()
    {
        string directory = Directory.CreateTempSubdirectory("telecom-keys-").FullName;
        try
        {
            Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => IdentityKeys.EnsureDevelopmentKeys(directory));
            foreach (string service in ServiceNames.All)
            {
                using ECDsa own = ECDsa.Create();
                own.ImportFromPem(File.ReadAllText(Path.Combine(directory, $"{service}.key.pem")));
                using ECDsa trusted = ECDsa.Create();
                trusted.ImportFromPem(File.ReadAllText(Path.Combine(directory, "trusted", $"{service}.pub.pem")));
                Assert.Equal(own.ExportSubjectPublicKeyInfo(), trusted.ExportSubjectPublicKeyInfo());
            }

            Assert.Empty(Directory.EnumerateFiles(directory, "*.tmp", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    public void A_bad_key_file_is_named(string text)
    {
        using Scratch scratch = new();
        string path = Path.Combine(scratch.Identity, "sla.key.pem");
        File.WriteAllText(path, text);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => IdentityKeys.OpenIssuer(scratch.Identity, "sla"));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_curve_is_refused()
    {
        using Scratch scratch = new();
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(Path.Combine(scratch.Identity, "sla.key.pem"), other.ExportPkcs8PrivateKeyPem());
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => IdentityKeys.OpenIssuer(scratch.Identity, "sla"));
        Assert.Contains("P-256", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Read(string directory) =>
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(p => p, File.ReadAllText);
}
