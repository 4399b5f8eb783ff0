using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Listening;
using Telecom.Gateway.Reload;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Listening;

/// <summary>Certificates by a clock that stands still.</summary>
public sealed class ServerCertificatesTests : IDisposable
{
    private const string Refusals = "telecom.gateway.reloads{certificate,refused}";
    private const string Refused = "telecom.gateway.reload.refused{certificate}";

    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-certificates-").FullName;
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Measured _measured = new();
    private readonly LogList<ServerCertificates> _log = new();
    private readonly LogList<DevelopmentCertificate> _makerLog = new();
    private readonly TestAuthority _authority = TestAuthority.Create();

    private string CertificateFile => Path.Combine(_folder, "tls.crt");

    private string KeyFile => Path.Combine(_folder, "tls.key");

    public void Dispose()
    {
        _measured.Dispose();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "garbage", "cannot be read" },
        { "cut off", "cannot be read" },
        { "no file", "cannot be read" },
        { "another's key", "do not fit together" },
        { "no key", "do not fit together" },
        { "expired", "expired" },
        { "not yet", "is valid from" },
        { "for clients", "not for servers" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_pair_is_refused_once_and_the_one_before_stays(string how, string why)
    {
        ServerCertificates certificates = Loaded(out string before);
        Break(how);
        certificates.Look();
        certificates.Look();
        Assert.Equal(before, certificates.Current.Leaf.SerialNumber);
        string said = Assert.Single(_log.Of(5702));
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Contains(CertificateFile, said, StringComparison.Ordinal);
        Assert.Equal((1, 1), (_measured[Refusals], _measured[Refused]));

        using X509Certificate2 right = _authority.Issue("localhost");
        Write(right);
        certificates.Look();
        Assert.Equal(right.SerialNumber, certificates.Current.Leaf.SerialNumber);
        Assert.Equal((1, 0), (_measured["telecom.gateway.reloads{certificate,taken}"], _measured[Refused]));
    }

    [Fact]
    public void A_pair_that_becomes_valid_later_is_taken_then()
    {
        ServerCertificates certificates = Loaded(out string before);
        using X509Certificate2 early = _authority.Issue("localhost", from: _clock.GetUtcNow().AddHours(1));
        Write(early);
        certificates.Look();
        Assert.Equal(before, certificates.Current.Leaf.SerialNumber);
        _clock.Advance(TimeSpan.FromHours(2));
        certificates.Look();
        Assert.Equal(early.SerialNumber, certificates.Current.Leaf.SerialNumber);
    }

    [Fact]
    public void The_time_left_is_measured_and_its_end_announced_once_a_day()
    {
        ServerCertificates certificates = Loaded(out _);
        DateTimeOffset end = certificates.Current.NotAfter;
        Assert.Equal((end - _clock.GetUtcNow()).TotalSeconds, _measured["telecom.gateway.certificate.time_left"]!.Value, 3);
        _clock.Jump(end.AddDays(-13));
        for (int look = 0; look < 10; look++)
        {
            certificates.Look();
        }

        Assert.Single(_log.Of(5103));
        _clock.Jump(end.AddDays(1));
        certificates.Look();
        Assert.Equal(2, _log.Of(5103).Count());
        Assert.Equal(-86400, _measured["telecom.gateway.certificate.time_left"]!.Value, 3);
    }

    [Fact]
    public void A_certificate_of_our_own_is_made_for_this_machine_alone_and_only_its_owner_may_read_it()
    {
        ServerCertificates certificates = Create(new TlsOptions { Address = "https://127.0.0.1:0" });
        certificates.Load();
        X509Certificate2 made = certificates.Current.Leaf;
        X509SubjectAlternativeNameExtension names = Assert.Single(made.Extensions.OfType<X509SubjectAlternativeNameExtension>());
        Assert.Equal(["localhost"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(ip => ip.ToString()));
        Assert.False(made.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        using System.Security.Cryptography.ECDsa key = made.GetECDsaPrivateKey()!;
        Assert.Equal(256, key.KeySize);
        Assert.Equal(DevelopmentCertificate.Life.TotalSeconds, (new DateTimeOffset(made.NotAfter) - _clock.GetUtcNow()).TotalSeconds, 1.0);
        Assert.All(Directory.GetFiles(Path.Combine(_folder, "gateway", "tls")), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(file)));
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(Path.Combine(_folder, "gateway", "tls", "development.crt.pem")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_our_own_is_kept_over_a_restart_and_renewed_a_week_before_it_ends()
    {
        var options = new TlsOptions { Address = "https://127.0.0.1:0" };
        ServerCertificates first = Create(options);
        first.Load();
        ServerCertificates second = Create(options);
        second.Load();
        Assert.Equal(first.Current.Leaf.SerialNumber, second.Current.Leaf.SerialNumber);

        _clock.Jump(second.Current.NotAfter - DevelopmentCertificate.RenewBefore - TimeSpan.FromMinutes(1));
        second.Look();
        Assert.Equal(first.Current.Leaf.SerialNumber, second.Current.Leaf.SerialNumber);
        _clock.Advance(TimeSpan.FromMinutes(1));
        second.Look();
        Assert.NotEqual(first.Current.Leaf.SerialNumber, second.Current.Leaf.SerialNumber);
        Assert.Equal(2, _makerLog.Of(5104).Count());
    }

    private ServerCertificates Loaded(out string serial)
    {
        using X509Certificate2 first = _authority.Issue("localhost");
        Write(first);
        ServerCertificates certificates = Create(new TlsOptions { Address = "https://127.0.0.1:0", CertificateFile = CertificateFile, KeyFile = KeyFile });
        certificates.Load();
        serial = first.SerialNumber;
        Assert.Equal(serial, certificates.Current.Leaf.SerialNumber);
        return certificates;
    }

    private ServerCertificates Create(TlsOptions options)
    {
        var folder = new DataFolder(Options.Create(new DataOptions { Directory = _folder }), new ServiceIdentity(ServiceNames.Gateway));
        return new ServerCertificates(
            Options.Create(options),
            new DevelopmentCertificate(folder, _clock, _makerLog),
            new ReloadMetrics(_measured.Meters),
            new TlsMetrics(_measured.Meters),
            _clock,
            _log);
    }

    private void Write(X509Certificate2 certificate, string? key = null)
    {
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key ?? TestAuthority.KeyPemOf(certificate));
    }

    private void Break(string how)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        using X509Certificate2 right = _authority.Issue("localhost");
        using X509Certificate2 other = _authority.Issue(
            "localhost",
            how == "for clients" ? TestAuthority.ForClients : TestAuthority.ForServers,
            how == "not yet" ? now.AddDays(1) : null,
            how == "expired" ? now.AddSeconds(-1) : null);
        Write(other, how == "another's key" ? TestAuthority.KeyPemOf(right) : how == "no key" ? "" : null);
        switch (how)
        {
            case "garbage":
                File.WriteAllText(CertificateFile, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
                break;
            case "cut off":
                File.WriteAllText(CertificateFile, File.ReadAllText(CertificateFile)[..200]);
                break;
            case "no file":
                File.Delete(CertificateFile);
                break;
            default:
                break;
        }
    }
}
