using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
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
