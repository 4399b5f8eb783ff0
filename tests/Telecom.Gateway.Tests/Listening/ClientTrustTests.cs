using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Telecom.Gateway.Listening;
using Telecom.Gateway.Reload;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Listening;

public sealed class ClientTrustTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_list_revokes_what_it_names_and_nothing_else(bool pem)
    {
        using TestAuthority root = TestAuthority.Create();
        X509Certificate2[] revoked = [.. Enumerable.Range(0, 50).Select(i => root.Issue($"gone-{i}"))];
        using X509Certificate2 good = root.Issue("good");
        byte[] list = root.Revoke(revoked);
        ClientTrust trust = ClientTrust.Parse(Bytes(root.Pem), pem ? Bytes(TestAuthority.PemOf(list)) : list);
        Assert.All(revoked, certificate => Assert.True(trust.IsRevoked(certificate)));
        Assert.False(trust.IsRevoked(good));
    }

    [Fact]
    public void The_lists_of_two_authorities_stand_in_one_file_and_each_revokes_its_own()
    {
        using TestAuthority root = TestAuthority.Create("One");
        using TestAuthority other = TestAuthority.Create("Two");
        using X509Certificate2 ofRoot = root.Issue("a");
        using X509Certificate2 ofOther = other.Issue("b");
        string lists = TestAuthority.PemOf(root.Revoke(ofRoot)) + "between\n" + TestAuthority.PemOf(other.Revoke());
        ClientTrust trust = ClientTrust.Parse(Bytes(root.Pem + other.Pem), Bytes(lists));
        Assert.True(trust.IsRevoked(ofRoot));
        Assert.False(trust.IsRevoked(ofOther));
        Assert.Equal(2, trust.Revoked.Count);
    }

    [Fact]
    public void A_list_that_another_key_signed_in_the_authoritys_name_is_refused()
    {
        using TestAuthority root = TestAuthority.Create("Same");
        using TestAuthority stranger = TestAuthority.Create("Same");
        Assert.Contains("is signed by none", Refused(root.Pem, Bytes(TestAuthority.PemOf(stranger.Revoke()))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_one_bit_changed_anywhere_is_refused_or_cannot_be_read()
    {
        using TestAuthority root = TestAuthority.Create();
        using X509Certificate2 gone = root.Issue("gone");
        byte[] list = root.Revoke(gone);
        for (int at = 1; at < list.Length; at++)
        {
            byte[] changed = [.. list];
            changed[at] ^= 1;
            _ = Refused(root.Pem, changed);
        }
    }

    [Fact]
    public void A_list_that_is_signed_with_rsa_is_read()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry([0x01, 0x02]);
        byte[] list = builder.Build(root, 1, now.AddDays(1), HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        ClientTrust trust = ClientTrust.Parse(Bytes(root.ExportCertificatePem()), list);
        Assert.Equal([0x0102], Assert.Single(trust.Revoked).Serials);
    }

    [Fact]
    public void Authorities_that_are_none_or_have_no_root_are_refused_with_every_error()
    {
        using TestAuthority root = TestAuthority.Create();
        using TestAuthority between = root.Certify("Between");
        using X509Certificate2 leaf = root.Issue("leaf");
        string said = Refused(between.Pem + leaf.ExportCertificatePem(), null);
        Assert.Contains("CN=leaf is no authority", said, StringComparison.Ordinal);
        Assert.Contains("there is no root", said, StringComparison.Ordinal);
        Assert.Contains("there is no root", Refused("", null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")]
    public void What_is_no_list_is_refused(string text)
    {
        using TestAuthority root = TestAuthority.Create();
        _ = Refused(root.Pem, Bytes(text));
    }

    private static string Refused(string authorities, byte[]? lists) =>
        Assert.Throws<ReloadRefusedException>(() => ClientTrust.Parse(Bytes(authorities), lists)).Message;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
