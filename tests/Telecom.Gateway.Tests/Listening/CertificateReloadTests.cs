using System.Security.Cryptography.X509Certificates;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Listening;

/// <summary>Certificates that are swapped while a real gateway listens.</summary>
public sealed class CertificateReloadTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_new_certificate_holds_for_new_connections_and_open_ones_go_on()
    {
        await using TlsPort port = await TlsPort.StartAsync(gateway);
        using Handshake open = await port.ShakeAsync();
        using X509Certificate2 next = port.Authority.Issue("localhost");
        Assert.NotEqual(next.SerialNumber, open.Serial);

        port.Swap(next);
        _ = await Eventually.BecomesAsync(port.SerialAsync, serial => serial == next.SerialNumber, "the new certificate is shown");
        Assert.StartsWith("HTTP/1.1 200", await open.AskAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_intermediates_of_the_file_are_sent_and_swapped_with_it()
    {
        await using TlsPort port = await TlsPort.StartAsync(gateway);
        using TestAuthority between = port.Authority.Certify("Between");
        using X509Certificate2 next = between.Issue("localhost");
        port.Swap(next, after: between.Pem);
        _ = await Eventually.BecomesAsync(port.SerialAsync, serial => serial == next.SerialNumber, "the new certificate is shown");
        using Handshake shaken = await port.ShakeAsync();
        Assert.Contains(between.Certificate.SerialNumber, shaken.Sent);
    }

    [Fact]
    public async Task Wrong_files_change_nothing_and_right_ones_after_them_do()
    {
        await using TlsPort port = await TlsPort.StartAsync(gateway);
        string before = await port.SerialAsync();
        using X509Certificate2 other = port.Authority.Issue("localhost");
        using X509Certificate2 last = port.Authority.Issue("localhost");
        port.Swap(other, key: TestAuthority.KeyPemOf(last));
        await LookedAsync(port);
        Assert.Equal(before, await port.SerialAsync());

        File.Delete(port.KeyFile);
        await LookedAsync(port);
        Assert.Equal(before, await port.SerialAsync());

        port.Swap(last);
        _ = await Eventually.BecomesAsync(port.SerialAsync, serial => serial == last.SerialNumber, "the last certificate is shown");
    }

    [Fact]
    public async Task A_gateway_with_a_wrong_pair_does_not_start()
    {
        await using TlsPort port = await TlsPort.StartAsync(gateway);
        using X509Certificate2 expired = port.Authority.Issue("localhost", to: TimeProvider.System.GetUtcNow().AddHours(-1));
        port.Swap(expired);
        await using Microsoft.AspNetCore.Builder.WebApplication second = gateway.Build(new()
        {
            ["Listen:Tls:Address"] = "https://127.0.0.1:0",
            ["Listen:Tls:CertificateFile"] = port.CertificateFile,
            ["Listen:Tls:KeyFile"] = port.KeyFile,
        });
        Gateway.Reload.ReloadRefusedException refused = await Assert.ThrowsAsync<Gateway.Reload.ReloadRefusedException>(() => second.StartAsync());
        Assert.Contains("expired", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Waits until the poller has been past the certificate: a settings file after it would see it, and so does the count of its looks.</summary>
    private static async Task LookedAsync(TlsPort port)
    {
        var files = (Gateway.Listening.ServerCertificates)port.App.Services.GetService(typeof(Gateway.Listening.ServerCertificates))!;
        long looks = files.Looks;
        await Eventually.HoldsAsync(() => files.Looks > looks + 1, "the files were looked at");
    }
}
