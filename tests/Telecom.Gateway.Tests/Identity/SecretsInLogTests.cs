using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>Whatever is presented, right or wrong, none of it is in a log, however much is logged.</summary>
public sealed class SecretsInLogTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private const string Session = "/api/v1/session";
    private readonly LogSink _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-secrets-").FullName;
    private readonly List<string> _secrets = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_secret_and_no_token_is_in_the_log_at_trace_level_or_in_the_audit_log()
    {
        var issuer = new TestIssuer(gateway.Clock);
        await File.WriteAllTextAsync(Path.Combine(_folder, "keys.jwks"), issuer.Jwks());
        await using WebApplication own = Build();
        await own.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(own.Urls.Single());
        CallInvoker invoker = channel.CreateCallInvoker();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(own.Urls.Single()) };
        string revoked = gateway.Directory_.Add("revoked0000x", "customers/acme/keys/revoked0000x", "customers/acme/agents/probe-9", Role.Agent);
        string token = issuer.Token();
        string[] presented =
        [
            gateway.AgentSecret, gateway.ViewerSecret, TestKeys.NewSecret("unknown0000x"), gateway.ViewerSecret[..^1] + "!", token, issuer.Token(c => c["aud"] = "other"),
            issuer.Token(header: h => h["kid"] = "unknown"), issuer.Token(claims => claims["exp"] = 1), "a.b.c", "Not-A-Key-But-Somebodys-Password-1",
        ];
        foreach (string secret in presented)
        {
            await CallAsync(invoker, secret);
            await GetAsync(http, "/api/v1/customers", secret);
        }

        // The tokens that the services get.
        _secrets.Add(gateway.Log.Headers.GetValue("authorization")!["Bearer ".Length..]);
        foreach (string secret in new[] { gateway.ViewerSecret, token })
        {
            string cookie = await BeginAsync(http, secret);
            await GetAsync(http, "/api/v1/customers", null, cookie);
            await GetAsync(http, Session, null, cookie + "x");
        }

        await CutOffAsync(invoker, revoked);
        await gateway.Catalog.StopAsync();
        await CallAsync(invoker, TestKeys.NewSecret("unasked0000x"));
        await own.StopAsync();

        _secrets.AddRange([.. presented, revoked]);
        string text = _log.Text + string.Concat(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Contains("Key unknown0000x refused", text, StringComparison.Ordinal);
        Assert.Contains("is no longer valid: 1 calls ended", text, StringComparison.Ordinal);
        Assert.Contains("Key unasked0000x cannot be checked", text, StringComparison.Ordinal);
        foreach (string secret in _secrets)
        {
            // Of a key the random part, of a token the signature: what is left of either opens nothing.
            string part = secret.Contains('.', StringComparison.Ordinal) ? secret[(secret.LastIndexOf('.') + 1)..] : secret[^Math.Min(secret.Length, 20)..];
            Assert.True(part.Length < 8 || !text.Contains(part, StringComparison.Ordinal), $"a log has {secret[..Math.Min(secret.Length, 16)]}…");
        }
    }

    private async Task CutOffAsync(CallInvoker invoker, string secret)
    {
        using AsyncDuplexStreamingCall<string, string> stream = invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, GatewayFixture.With(secret));
        await stream.RequestStream.WriteAsync("1");
        Assert.True(await stream.ResponseStream.MoveNext());
        gateway.Directory_.Remove(secret);
        Task<RpcException> ended = Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext());
        await Eventually.HoldsAsync(
            () =>
            {
                gateway.Clock.Advance(TimeSpan.FromSeconds(15));
                return ended.IsCompleted;
            },
            "the stream is cut off");
        Assert.Equal(StatusCode.Unauthenticated, (await ended).StatusCode);
    }

    private async Task<string> BeginAsync(HttpClient http, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Session) { Headers = { Authorization = new("Bearer", secret) } };
        using HttpResponseMessage begun = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        string cookie = Assert.Single(begun.Headers.GetValues("Set-Cookie")).Split(';')[0];
        _secrets.Add(cookie["telecom-session=".Length..]);
        return cookie;
    }

    private static async Task CallAsync(CallInvoker invoker, string secret)
    {
        try
        {
            _ = await invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(secret), "hi");
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unauthenticated or StatusCode.Unavailable)
        {
            // As it should be for some.
        }
    }

    private static async Task GetAsync(HttpClient http, string path, string? bearer, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (bearer is not null)
        {
            _ = request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using HttpResponseMessage response = await http.SendAsync(request);
    }

    private WebApplication Build()
    {
        Dictionary<string, string?> settings = TestIssuer.Settings(Path.Combine(_folder, "keys.jwks"));
        settings["Listen:Address"] = "http://127.0.0.1:0";
        settings["Data:Directory"] = gateway.DataFolder;
        settings["Gateway:Audit:Directory"] = Path.Combine(_folder, "audit");
        settings["Services:catalog:Address"] = gateway.Catalog.Urls.Single();
        settings["Services:catalog:Deadline"] = "00:05:00";
        settings["Services:ingestion:Address"] = gateway.EchoAddress;
        foreach (string category in new[] { "Default", "Microsoft", "Microsoft.AspNetCore", "Microsoft.Hosting.Lifetime", "Grpc", "Yarp", "System" })
        {
            settings[$"Logging:LogLevel:{category}"] = "Trace";
        }

        return GatewayHost.Build(["--environment", "Development"], settings, services => services
            .AddSingleton<TimeProvider>(gateway.Clock)
            .AddLogging(logging => logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace)));
    }
}
