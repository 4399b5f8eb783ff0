using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Grpc.Core;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Listening;

/// <summary>Headers that are too many or too large.</summary>
public sealed class HeaderLimitTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const int Limit = 32 * 1024;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Headers_above_the_limit_are_431_with_the_limit_and_the_connection_goes_on(string version)
    {
        int connections = 0;
        using HttpClient client = Client(() => Interlocked.Increment(ref connections));
        using HttpResponseMessage large = await AskAsync(client, version, request => request.Headers.Add("x-large", new string('a', Limit)));
        Assert.Equal((HttpStatusCode)431, large.StatusCode);
        Assert.Equal("application/problem+json", large.Content.Headers.ContentType?.MediaType);
        using JsonDocument problem = JsonDocument.Parse(await large.Content.ReadAsStringAsync());
        Assert.Equal("LIMIT_EXCEEDED", problem.RootElement.GetProperty("reason").GetString());
        Assert.Contains("32768", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.RootElement.GetProperty("correlationId").GetString()!);

        using HttpResponseMessage many = await AskAsync(client, version, request =>
        {
            for (int i = 0; i < 120; i++)
            {
                request.Headers.Add($"x-{i}", "a");
            }
        });
        Assert.Equal((HttpStatusCode)431, many.StatusCode);
        Assert.Contains("allowed are 100", await many.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using HttpResponseMessage right = await AskAsync(client, version, request => request.Headers.Add("x-large", new string('a', Limit / 2)));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_grpc_client_is_told_as_grpc_wants_it()
    {
        var headers = new Metadata { { "authorization", $"Bearer {gateway.AgentSecret}" }, { "x-large", new string('a', Limit) } };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await gateway.Channel.CreateCallInvoker().AsyncUnaryCall(EchoMethods.Unary, null, new CallOptions(headers), "large"));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Contains("32768", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_far_above_the_limit_are_431_and_the_end_of_the_connection()
    {
        string answer = await RawHttp.ExchangeAsync(
            gateway.Address, $"GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nx-large: {new string('a', 3 * Limit)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
    }

    private HttpClient Client(Action connected) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            connected();
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = gateway.Address };

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string version, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        change(request);
        return await client.SendAsync(request);
    }
}
