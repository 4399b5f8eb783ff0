using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>Agents that prove who they are with a certificate, over real TLS.</summary>
public sealed class CertificateIdentityTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private const string Agent = "customers/acme/agents/probe-tls";
    private readonly TestAuthority _authority = TestAuthority.Create("Agents");
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-agents-").FullName;
    private readonly List<IDisposable> _opened = [];
    private WebApplication? _own;

    private LiveCalls Calls => _own!.Services.GetRequiredService<LiveCalls>();

    public async Task InitializeAsync()
    {
        using X509Certificate2 server = _authority.Issue("localhost");
        await File.WriteAllTextAsync(Path.Combine(_folder, "tls.crt"), server.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "tls.key"), TestAuthority.KeyPemOf(server));
        await File.WriteAllTextAsync(Path.Combine(_folder, "agents.pem"), _authority.Pem);
        _own = gateway.Build(new()
        {
            ["Listen:Tls:Address"] = "https://127.0.0.1:0",
            ["Listen:Tls:CertificateFile"] = Path.Combine(_folder, "tls.crt"),
            ["Listen:Tls:KeyFile"] = Path.Combine(_folder, "tls.key"),
            ["Listen:Tls:ClientCertificates"] = "Allow",
            ["Listen:Tls:ClientAuthorityFile"] = Path.Combine(_folder, "agents.pem"),
            ["Gateway:Identity:TrustDomain"] = "example.org",
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
            ["Services:ingestion:Address"] = gateway.EchoAddress,
        });
        await _own.StartAsync();
        gateway.Directory_.Agents[Agent] = true;
    }

    public async Task DisposeAsync()
    {
        foreach (IDisposable opened in _opened)
        {
            opened.Dispose();
        }

        await _own!.StopAsync();
        await _own.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("telecom:")]
    [InlineData("spiffe://example.org/")]
    public async Task A_certificate_that_names_an_agent_speaks_for_it(string prefix)
    {
        CallInvoker invoker = Connect(prefix + Agent);
        Assert.Equal("hi", await invoker.AsyncUnaryCall(EchoMethods.Unary, null, new CallOptions(), "hi"));
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(invoker);
        Caller caller = Assert.Single(Calls.All).Identity.Caller;
        Assert.Equal((Agent, Agent, "acme"), (caller.Subject, caller.Agent, caller.Customer));
        Assert.Equal([Common.V1.Role.Agent], caller.Roles);
    }

    [Fact]
    public async Task A_certificate_that_names_nobody_or_several_or_an_unknown_agent_is_refused()
    {
        foreach (string[] uris in new string[][]
        {
            [],
            ["telecom:customers/acme/agents/unknown"],
            [$"telecom:{Agent}", $"spiffe://example.org/{Agent}"],
            [$"spiffe://elsewhere.org/{Agent}"],
        })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(
                async () => await Connect(uris).AsyncUnaryCall(EchoMethods.Unary, null, new CallOptions(), "hi"));
            Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        }
    }

    [Fact]
    public async Task A_header_counts_before_the_certificate_and_a_wrong_one_is_not_made_good_by_it()
    {
        CallInvoker invoker = Connect($"telecom:{Agent}");
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(invoker, GatewayFixture.With(gateway.AgentSecret));
        Assert.Equal("customers/acme/agents/probe-1", Assert.Single(Calls.All).Identity.Caller.Agent);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(TestKeys.NewSecret("unknown00000")), "hi"));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task A_disabled_agent_is_cut_off_in_mid_stream()
    {
        const string Other = "customers/acme/agents/probe-other";
        gateway.Directory_.Agents[Other] = true;
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(Connect($"telecom:{Agent}"));
        using AsyncDuplexStreamingCall<string, string> other = await OpenAsync(Connect($"telecom:{Other}"));
        _ = gateway.Directory_.Agents.TryRemove(Agent, out _);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(15), () => Calls.Count == 1);
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (ended.StatusCode, RpcErrorDetails.ReasonOf(ended)));
        await other.RequestStream.WriteAsync("2");
        Assert.True(await other.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task A_certificate_that_expires_ends_its_stream_and_begins_none_on_the_open_connection()
    {
        CallInvoker invoker = ConnectUntil(gateway.Clock.GetUtcNow().AddMinutes(5), $"telecom:{Agent}");
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(invoker);
        using AsyncDuplexStreamingCall<string, string> other = await OpenAsync(Connect($"telecom:{Agent}"));
        await AdvanceUntilAsync(TimeSpan.FromSeconds(15), () => Calls.Count == 1);
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(
            async () => await invoker.AsyncUnaryCall(EchoMethods.Unary, null, new CallOptions(), "hi"));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        await other.RequestStream.WriteAsync("2");
        Assert.True(await other.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task A_certificate_whose_authority_is_withdrawn_ends_its_stream_and_begins_none_on_the_open_connection()
    {
        CallInvoker invoker = Connect($"telecom:{Agent}");
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(invoker);
        using TestAuthority next = TestAuthority.Create("Next");
        await File.WriteAllTextAsync(Path.Combine(_folder, "agents.pem"), next.Pem);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(15), () => Calls.Count == 0);
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (ended.StatusCode, RpcErrorDetails.ReasonOf(ended)));
        RpcException refused = await Assert.ThrowsAsync<RpcException>(
            async () => await invoker.AsyncUnaryCall(EchoMethods.Unary, null, new CallOptions(), "hi"));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    private CallInvoker Connect(params string[] uris) => ConnectUntil(gateway.Clock.GetUtcNow().AddDays(30), uris);

    private CallInvoker ConnectUntil(DateTimeOffset end, params string[] uris)
    {
        X509Certificate2 client = AgentCertificates.Issue(_authority, end, uris);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificateContext = SslStreamCertificateContext.Create(client, null, offline: true),
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
        };
        string address = _own!.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal));
        GrpcChannel channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _opened.AddRange([channel, client]);
        return channel.CreateCallInvoker();
    }

    private async Task<AsyncDuplexStreamingCall<string, string>> OpenAsync(CallInvoker invoker, CallOptions options = default)
    {
        int before = Calls.Count;
        AsyncDuplexStreamingCall<string, string> stream = invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, options);
        await stream.RequestStream.WriteAsync("1");
        Assert.True(await stream.ResponseStream.MoveNext());
        await Eventually.HoldsAsync(() => Calls.Count == before + 1, "the stream is under way");
        return stream;
    }

    private Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition) => Eventually.HoldsAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            gateway.Clock.Advance(step);
            return false;
        },
        "the gateway looks at its calls");
}
