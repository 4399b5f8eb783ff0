using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>A gateway with a TLS port, and certificates in a folder of its own that are swapped as a volume of Kubernetes is: by a link.</summary>
internal sealed class TlsPort : IAsyncDisposable
{
    private readonly string _folder;
    private int _versions;
    private WebApplication? _app;

    private TlsPort(string folder, TestAuthority authority) => (_folder, Authority) = (folder, authority);

    public TestAuthority Authority { get; }

    public string CertificateFile => Path.Combine(_folder, "data", "tls.crt");

    public string KeyFile => Path.Combine(_folder, "data", "tls.key");

    public WebApplication App => _app!;

    public Uri Address => new(_app!.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)));

    public static async Task<TlsPort> StartAsync(GatewayFixture gateway, Dictionary<string, string?>? settings = null)
    {
        var port = new TlsPort(Directory.CreateTempSubdirectory("telecom-tls-").FullName, TestAuthority.Create());
        port.Swap(port.Authority.Issue("localhost"));
        var all = new Dictionary<string, string?>
        {
            ["Listen:Tls:Address"] = "https://127.0.0.1:0",
            ["Listen:Tls:CertificateFile"] = port.CertificateFile,
            ["Listen:Tls:KeyFile"] = port.KeyFile,
            ["Gateway:Reload:Interval"] = "00:00:00.1",
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
        };
        foreach ((string key, string? value) in settings ?? [])
        {
            all[key] = value;
        }

        port._app = gateway.Build(all, manualClock: false);
        await port._app.StartAsync();
        return port;
    }

    /// <summary>Puts another certificate where the gateway looks.</summary>
    public void Swap(X509Certificate2 certificate, string? key = null, string after = "") =>
        Swap(certificate.ExportCertificatePem() + "\n" + after, key ?? TestAuthority.KeyPemOf(certificate));

    public void Swap(string certificate, string key)
    {
        string version = Path.Combine(_folder, $"version{++_versions}");
        _ = Directory.CreateDirectory(version);
        File.WriteAllText(Path.Combine(version, "tls.crt"), certificate);
        File.WriteAllText(Path.Combine(version, "tls.key"), key);
        string link = Path.Combine(_folder, "link");
        _ = File.CreateSymbolicLink(link, version);

        // The framework has no rename of a link over another one; the system has.
        using Process move = Process.Start("mv", ["-T", link, Path.Combine(_folder, "data")]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    /// <summary>One handshake; the result says what the server showed.</summary>
    public async Task<Handshake> ShakeAsync(SslProtocols versions = SslProtocols.None, X509Certificate2? client = null)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(Address.Host, Address.Port);
        X509Certificate2[] chain = [];
        var stream = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false);
        using var bound = new CancellationTokenSource(Eventually.Bound);
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    EnabledSslProtocols = versions,
                    ApplicationProtocols = [SslApplicationProtocol.Http11],
                    ClientCertificateContext = client is null ? null : SslStreamCertificateContext.Create(client, null, offline: true),
                    RemoteCertificateValidationCallback = (_, _, built, _) =>
                    {
                        chain = built is null ? [] : [.. built.ChainPolicy.ExtraStore];
                        return built is not null;
                    },
                },
                bound.Token);
            return new Handshake(stream, [.. chain.Select(certificate => certificate.SerialNumber)]);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serial number of the certificate that a new connection is shown.</summary>
    public async Task<string> SerialAsync()
    {
        using Handshake shaken = await ShakeAsync();
        return shaken.Serial;
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
