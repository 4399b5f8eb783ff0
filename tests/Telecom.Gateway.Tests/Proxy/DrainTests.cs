using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Proxy;

/// <summary>The gateway goes away.</summary>
public sealed class DrainTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Streams_end_one_after_the_other_and_say_that_the_gateway_goes_away()
    {
        const int Streams = 20;
        await using EchoBackend echo = await EchoBackend.StartAsync();
        await using RoutedGateway own = await StartAsync(echo, new() { ["Gateway:Drain:Spread"] = "00:00:01.500", ["Drain:Timeout"] = "00:01:00" });
        var ends = new List<(TimeSpan At, RpcException Said)>();
        List<Task> waiting = [];
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Streams; i++)
        {
            AsyncDuplexStreamingCall<string, string> stream = await own.StreamAsync($"{i}");
            waiting.Add(Task.Run(async () =>
            {
                RpcException said = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext());
                lock (ends)
                {
                    ends.Add((watch.Elapsed, said));
                }
            }));
        }

        Task stopping = own.App.StopAsync();
        await Task.WhenAll(waiting).WaitAsync(Eventually.Bound, TimeProvider.System);
        await stopping.WaitAsync(Eventually.Bound, TimeProvider.System);
        Assert.All(ends, end => Assert.Equal((StatusCode.Unavailable, "DRAINING"), (end.Said.StatusCode, RpcErrorDetails.ReasonOf(end.Said))));
        Assert.All(ends, end => Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(end.Said)));

        // The gateway leaves 1.4 s between the first and the last; a busy machine may show the first late.
        Assert.True(ends[^1].At - ends[0].At > TimeSpan.FromMilliseconds(300), $"from {ends[0].At} to {ends[^1].At}");
        Assert.Equal(0, own.Services.GetRequiredService<LiveCalls>().Count);
    }

    [Fact]
    public async Task A_unary_call_is_let_through_to_its_end_while_streams_end_and_no_new_connection_is_taken()
    {
        await using EchoBackend echo = await EchoBackend.StartAsync();
        var gate = new TaskCompletionSource();
        gateway.Sla.Gate = gate;
        await using RoutedGateway own = await StartAsync(echo, new() { ["Drain:Timeout"] = "00:02:00" });
        AsyncDuplexStreamingCall<string, string> stream = await own.StreamAsync("1");
        AsyncUnaryCall<GetStatusResponse> call = new SlaService.SlaServiceClient(own.Invoker).GetStatusAsync(
            new GetStatusRequest { Name = "customers/acme/circuits/north" }, GatewayFixture.With(gateway.ViewerSecret));
        await Eventually.HoldsAsync(() => gateway.Sla.Waiting == 1, "the backend has the call");
        Task stopping = own.App.StopAsync();
        RpcException said = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext());
        Assert.Equal("DRAINING", RpcErrorDetails.ReasonOf(said));
        await Eventually.HoldsAsync(() => !Accepts(own.Address), "no connection is taken");
        Assert.False(call.ResponseAsync.IsCompleted);
        gate.SetResult();
        Assert.Equal("customers/acme/circuits/north", (await call).Status.Circuit);
        await stopping.WaitAsync(Eventually.Bound, TimeProvider.System);
        gateway.Sla.Gate = null;
    }

    [Fact]
    public async Task It_says_that_it_is_not_ready_before_it_ends_anything()
    {
        await using EchoBackend echo = await EchoBackend.StartAsync();
        await using RoutedGateway own = await StartAsync(echo, new() { ["Drain:Delay"] = "00:00:03", ["Drain:Timeout"] = "00:01:00" });
        using AsyncDuplexStreamingCall<string, string> stream = await own.StreamAsync("1");
        Task stopping = own.App.StopAsync();
        using var http = new HttpClient();
        HttpStatusCode ready = await Eventually.BecomesAsync(
            async () => (await http.GetAsync(new Uri($"{own.Address}/healthz/ready"))).StatusCode, status => status != HttpStatusCode.OK, "it is not ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        await RoutedGateway.ExchangeAsync(stream, "still here");
        Assert.Equal("still here", await own.EchoAsync("still here"));
        Assert.Equal("DRAINING", RpcErrorDetails.ReasonOf(await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext())));
        await stopping.WaitAsync(Eventually.Bound, TimeProvider.System);
    }

    private Task<RoutedGateway> StartAsync(EchoBackend echo, Dictionary<string, string?> settings) => RoutedGateway.StartAsync(gateway, new(settings)
    {
        ["Services:ingestion:Address"] = echo.Address.ToString(),
        ["Services:sla:Address"] = gateway.SlaAddress,
    });

    private static bool Accepts(string address)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", new Uri(address).Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
