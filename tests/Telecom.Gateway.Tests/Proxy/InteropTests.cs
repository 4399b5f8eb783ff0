using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Proxy;

/// <summary>The four call types through the gateway with clients that are not ours, in the clear and over TLS.</summary>
public sealed class InteropTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const int Beats = 12;
    private const int PaceMs = 500;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public Task Grpc_js_in_the_clear() => ProveAsync("node", "calls.mjs", tls: false);

    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public Task Grpc_js_over_tls() => ProveAsync("node", "calls.mjs", tls: true);

    [NeedsFact(NeedsFactAttribute.Need.Python)]
    public Task Python_grpcio_in_the_clear() => ProveAsync("/usr/bin/python3", "calls.py", tls: false);

    [NeedsFact(NeedsFactAttribute.Need.Python)]
    public Task Python_grpcio_over_tls() => ProveAsync("/usr/bin/python3", "calls.py", tls: true);

    [NeedsFact(NeedsFactAttribute.Need.Buf)]
    public Task Buf_curl_in_the_clear() => CurlAsync(tls: false);

    [NeedsFact(NeedsFactAttribute.Need.Buf)]
    public Task Buf_curl_over_tls() => CurlAsync(tls: true);

    private async Task ProveAsync(string program, string script, bool tls)
    {
        await using EchoBackend echo = await EchoBackend.StartAsync();
        (string address, string? authority, RoutedGateway own) = await StartAsync(echo, tls);
        await using RoutedGateway _ = own;
        await using ManagedProcess client = ManagedProcess.Start(
            script,
            program,
            [
                Path.Combine(Paths.Root, "tests", "interop", script), address, gateway.AgentSecret, Text(Beats), Text(PaceMs),
                .. authority is null ? Array.Empty<string>() : [authority],
            ],
            new Dictionary<string, string?>(),
            Paths.Root);
        await Eventually.HoldsAsync(() => client.HasExited || echo.Log.Messages.Contains("last"), "the client has come to its last call");
        foreach (LiveCall call in own.Services.GetRequiredService<LiveCalls>().All)
        {
            Assert.True(call.End(DrainFailure.Create()));
        }

        int code = await client.WaitForExitAsync(Eventually.Bound);
        Assert.True(code == 0, client.Output);
        JsonElement seen = JsonDocument.Parse(client.Output).RootElement;

        Check(seen, "unary", 0, "unary", details: 0);
        Assert.Equal("grüß dich", seen.GetProperty("unary").GetProperty("answer").GetString());
        Assert.Equal("early", seen.GetProperty("unary").GetProperty("header").GetString());
        Check(seen, "refused", 9, "refused", details: 0);
        Assert.Equal("not now – später", seen.GetProperty("refused").GetProperty("message").GetString());
        Check(seen, "nobody", 16, null, details: 1);
        Check(seen, "upload", 0, "upload", details: 0);
        Assert.Equal("500000", seen.GetProperty("upload").GetProperty("answer").GetString());
        Check(seen, "download", 0, "download", details: 0);
        Assert.Equal(500, seen.GetProperty("download").GetProperty("answers").GetInt32());
        Assert.True(seen.GetProperty("download").GetProperty("ordered").GetBoolean());
        Assert.Equal(4, seen.GetProperty("late").GetProperty("code").GetInt32());
        Assert.Equal(1, seen.GetProperty("cancelled").GetProperty("code").GetInt32());
        await Eventually.HoldsAsync(() => echo.Log.Cancelled == 2, "the backend was told of the deadline and of the cancellation");
        Check(seen, "long", 0, "duplex", details: 0);
        Assert.Equal(Beats, seen.GetProperty("long").GetProperty("answers").GetInt32());
        Check(seen, "ended", 14, null, details: 1);
        Assert.Equal(DrainFailure.Create().Message, seen.GetProperty("ended").GetProperty("message").GetString());
    }

    private static void Check(JsonElement seen, string call, int code, string? trailer, int details)
    {
        JsonElement end = seen.GetProperty(call);
        Assert.True(end.GetProperty("code").GetInt32() == code, $"{call}: {end}");
        Assert.Equal(trailer, end.GetProperty("trailer").GetString());
        Assert.Equal(details, end.GetProperty("details").GetInt32());
    }

    private async Task CurlAsync(bool tls)
    {
        await using EchoBackend echo = await EchoBackend.StartAsync();
        (string address, string? authority, RoutedGateway own) = await StartAsync(echo, tls);
        await using RoutedGateway _ = own;
        string[] way = authority is null ? ["--http2-prior-knowledge"] : ["--cacert", authority];
        string url = $"{(tls ? "https" : "http")}://{address}/telecom.sla.v1.SlaService/GetStatus";
        (int code, string output) = await CurlAsync([.. way, "-d", """{"name":"customers/acme/circuits/north"}""", url]);
        Assert.True(code == 0, output);
        Assert.Contains("\"circuit\": \"customers/acme/circuits/north\"", output, StringComparison.Ordinal);
        (code, output) = await CurlAsync([.. way, "-d", """{"name":"customers/globex/circuits/north"}""", url]);
        Assert.NotEqual(0, code);
        Assert.Contains("not_found", output, StringComparison.Ordinal);
        Assert.Contains("google.rpc.ErrorInfo", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> CurlAsync(string[] arguments)
    {
        await using ManagedProcess curl = ManagedProcess.Start(
            "buf curl",
            Path.Combine(Paths.Root, "node_modules", ".bin", "buf"),
            ["curl", "--protocol", "grpc", "--schema", Path.Combine(Paths.Root, "protos"), "-H", $"authorization: Bearer {gateway.ViewerSecret}", .. arguments],
            new Dictionary<string, string?>(),
            Paths.Root);
        return (await curl.WaitForExitAsync(Eventually.Bound), curl.Output);
    }

    private async Task<(string Address, string? Authority, RoutedGateway Own)> StartAsync(EchoBackend echo, bool tls)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Services:ingestion:Address"] = echo.Address.ToString(),
            ["Services:sla:Address"] = gateway.SlaAddress,
            ["Gateway:Backends:IdleTimeout"] = $"{Idle}",
        };
        string? authority = null;
        if (tls)
        {
            (authority, settings["Listen:Tls:KeyFile"]) = Certificates.Write(gateway.DataFolder);
            settings["Listen:Tls:CertificateFile"] = authority;
            settings["Listen:Tls:Address"] = "https://127.0.0.1:0";
        }

        RoutedGateway own = await RoutedGateway.StartAsync(gateway, settings);
        string address = own.App.Urls.First(url => url.StartsWith(tls ? "https:" : "http:", StringComparison.Ordinal));

        // Not every client takes an IP address for the name in a certificate.
        return (tls ? $"localhost:{new Uri(address).Port}" : new Uri(address).Authority, authority, own);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
