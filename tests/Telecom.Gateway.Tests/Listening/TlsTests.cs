using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Listening;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Listening;

public sealed class TlsTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_tls_port_stands_beside_the_cleartext_one_and_lets_the_client_choose(string version)
    {
        (string certificate, string key, string thumbprint) = Create();
        await using WebApplication own = gateway.Build(new()
        {
            ["Listen:Tls:Address"] = "https://127.0.0.1:0",
            ["Listen:Tls:CertificateFile"] = certificate,
            ["Listen:Tls:KeyFile"] = key,
        });
        await own.StartAsync();
        string address = Assert.Single(own.Urls, url => url.StartsWith("https://", StringComparison.Ordinal));
        Assert.Single(own.Urls, url => url.StartsWith("http://", StringComparison.Ordinal));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == thumbprint;
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/healthz/live")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (response.StatusCode, response.Version));
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
        await own.StopAsync();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Two_versions_are_spoken(SslProtocols version)
    {
        await using TlsPort port = await TlsPort.StartAsync(gateway);
        using Handshake shaken = await port.ShakeAsync(version);
        Assert.Equal(version, shaken.Version);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, port.App.Services.GetRequiredService<TlsHandshake>().Settings().EnabledSslProtocols);
    }

    /// <summary>Written by hand, since a platform's own client may refuse to ask for it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_older_version_is_refused_as_such(byte minor)
    {
        byte[] suites = [0xc0, 0x09, 0xc0, 0x0a, 0xc0, 0x13, 0xc0, 0x14, 0x00, 0x2f, 0x00, 0x35];
        byte[] extensions = [0x00, 0x0a, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17, 0x00, 0x0b, 0x00, 0x02, 0x01, 0x00];
        byte[] body = [3, minor, .. RandomNumberGenerator.GetBytes(32), 0, 0, (byte)suites.Length, .. suites, 1, 0, 0, (byte)extensions.Length, .. extensions];
        byte[] hello = [22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
        await using TlsPort port = await TlsPort.StartAsync(gateway);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(port.Address.Host, port.Address.Port);
        await tcp.GetStream().WriteAsync(hello);
        byte[] answer = new byte[7];
        using var bound = new CancellationTokenSource(Eventually.Bound);
        await tcp.GetStream().ReadExactlyAsync(answer, bound.Token);

        // A fatal alert, protocol_version (RFC 5246, 7.2).
        Assert.Equal((21, 2, 70), (answer[0], answer[5], answer[6]));
    }

    [Fact]
    public async Task Without_files_a_certificate_is_made_outside_production_and_the_port_is_refused_inside()
    {
        await using (WebApplication own = gateway.Build(new() { ["Listen:Tls:Address"] = "https://127.0.0.1:0" }))
        {
            await own.StartAsync();
            string address = Assert.Single(own.Urls, url => url.StartsWith("https://", StringComparison.Ordinal));
            using X509Certificate2 made = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(gateway.DataFolder, "gateway", "tls", "development.crt.pem"));
            using var handler = new SocketsHttpHandler();
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { made },
            };
            using var client = new HttpClient(handler);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri($"{address}/healthz/live"))).StatusCode);
            await own.StopAsync();
        }

        OptionsValidationException refused = Assert.ThrowsAny<OptionsValidationException>(
            () => gateway.Build(new() { ["Listen:Tls:Address"] = "https://127.0.0.1:0" }, "Production"));
        Assert.Contains("Listen:Tls:CertificateFile", refused.Message, StringComparison.Ordinal);
        Assert.Contains("since the environment is Production", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_with_the_tls_port_is_said_at_once()
    {
        // Kestrel reads its endpoints when the application is built.
        OptionsValidationException refused = Assert.ThrowsAny<OptionsValidationException>(
            () => gateway.Build(new() { ["Listen:Tls:Address"] = "http://127.0.0.1:0", ["Listen:Tls:KeyFile"] = "/nowhere.pem" }));
        Assert.All(["Address", "CertificateFile", "KeyFile"], name => Assert.Contains($"Listen:Tls:{name}", refused.Message, StringComparison.Ordinal));
    }

    private (string Certificate, string Key, string Thumbprint) Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        string name = Path.Combine(gateway.DataFolder, Guid.NewGuid().ToString("N"));
        File.WriteAllText($"{name}.crt.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{name}.key.pem", key.ExportPkcs8PrivateKeyPem());
        return ($"{name}.crt.pem", $"{name}.key.pem", certificate.GetCertHashString());
    }
}
