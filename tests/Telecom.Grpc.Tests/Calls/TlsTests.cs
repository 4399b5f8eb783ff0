using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class TlsTests : IDisposable
{
    private readonly X509Certificate2 _server = Certificates.Create("probe.example");
    private readonly X509Certificate2 _client = Certificates.Create("agent-17.example");

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Calls_go_over_TLS_to_a_server_that_is_trusted()
    {
        await using var host = await StartAsync();

        await AllCallTypes.RunAsync(host.Client(Trusting()));

        Assert.Equal(Uri.UriSchemeHttps, host.Address.Scheme);
        Assert.All(host.Log.Calls, call => Assert.False(call.AuthContext.IsPeerAuthenticated));
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_is_not_called()
    {
        await using var host = await StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EchoAsync(new EchoRequest()));

        Assert.IsType<AuthenticationException>(error.Status.DebugException?.GetBaseException());
        Assert.Empty(host.Log.Calls);
    }

    [Fact]
    public async Task Composed_call_credentials_of_the_channel_add_their_headers_to_every_call()
    {
        await using var host = await StartAsync();
        var options = Trusting();
        options.Credentials = ChannelCredentials.Create(
            ChannelCredentials.SecureSsl, CallCredentials.Compose(Header("x-token", "secret"), Header("x-tenant", "acme")));

        await AllCallTypes.RunAsync(host.Client(options));

        Assert.All(host.Log.Calls, call => Assert.Equal("secret", call.Headers.GetValue("x-token")));
        Assert.All(host.Log.Calls, call => Assert.Equal("acme", call.Headers.GetValue("x-tenant")));
    }

    [Fact]
    public async Task Call_credentials_of_channel_and_call_add_their_headers()
    {
        await using var host = await StartAsync();
        var options = Trusting();
        options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Header("x-channel", "shared"));

        await host.Client(options).EchoAsync(new EchoRequest(), new CallOptions(credentials: Header("x-call", "own")));

        var headers = Assert.Single(host.Log.Calls).Headers;
        Assert.Equal("shared", headers.GetValue("x-channel"));
        Assert.Equal("own", headers.GetValue("x-call"));
    }

    [Fact]
    public async Task Call_credentials_learn_which_service_and_method_are_called()
    {
        await using var host = await StartAsync();
        AuthInterceptorContext? seen = null;
        var options = Trusting();
        options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, _) =>
        {
            seen = context;
            return Task.CompletedTask;
        }));

        await host.Client(options).EchoAsync(new EchoRequest());

        Assert.Equal("Echo", seen?.MethodName);
        Assert.Equal(new Uri(host.Address, "telecom.testing.v1.ProbeService").ToString(), seen?.ServiceUrl);
    }

    [Fact]
    public async Task A_client_certificate_identifies_the_peer()
    {
        await using var host = await StartAsync(https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Thumbprint == _client.Thumbprint;
        });

        await host.Client(Trusting([_client])).EchoAsync(new EchoRequest());

        var peer = Assert.Single(host.Log.Calls).AuthContext;
        Assert.True(peer.IsPeerAuthenticated);
        Assert.Equal("agent-17.example", Assert.Single(peer.FindPropertiesByName("x509_common_name")).Value);
        Assert.Contains("agent-17.example", peer.PeerIdentity.Select(property => property.Value));
    }

    private static CallCredentials Header(string key, string value) => CallCredentials.FromInterceptor(async (_, metadata) =>
    {
        await Task.Yield();
        metadata.Add(key, value);
    });

    private Task<ProbeHost> StartAsync(Action<HttpsConnectionAdapterOptions>? https = null) => ProbeHost.StartAsync(listen: options =>
        options.UseHttps(adapter =>
        {
            adapter.ServerCertificate = _server;
            https?.Invoke(adapter);
        }));

    private GrpcChannelOptions Trusting(X509CertificateCollection? clientCertificates = null) => new()
    {
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = clientCertificates,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _server.Thumbprint,
            },
        },
    };
}
