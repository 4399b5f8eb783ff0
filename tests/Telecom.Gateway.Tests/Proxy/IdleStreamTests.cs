using System.Diagnostics;
using Grpc.Core;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Proxy;

/// <summary>The limit of silence, and that there is no other limit.</summary>
public sealed class IdleStreamTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_stream_with_heartbeats_outlives_the_limit_of_silence_and_a_silent_one_is_told_so()
    {
        await using EchoBackend echo = await EchoBackend.StartAsync();
        await using RoutedGateway own = await StartAsync(echo);
        using AsyncDuplexStreamingCall<string, string> beating = await own.StreamAsync("beat");
        using AsyncDuplexStreamingCall<string, string> silent = await own.StreamAsync("once");
        Task<RpcException> cut = Assert.ThrowsAsync<RpcException>(() => silent.ResponseStream.MoveNext());
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Idle * 4)
        {
            await RoutedGateway.ExchangeAsync(beating, "beat");
            await Task.Delay(Idle / 8, TimeProvider.System);
        }

        AssertIdle(await cut);
        await beating.RequestStream.CompleteAsync();
        Assert.False(await beating.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, beating.GetStatus().StatusCode);
        await Eventually.HoldsAsync(() => echo.Log.Open == 0, "the backend was told of both ends");
    }

    [Theory]
    [InlineData(MethodType.Unary, false)]
    [InlineData(MethodType.Unary, true)]
    [InlineData(MethodType.ClientStreaming, false)]
    [InlineData(MethodType.ServerStreaming, false)]
    [InlineData(MethodType.ServerStreaming, true)]
    [InlineData(MethodType.DuplexStreaming, false)]
    public async Task A_silent_call_of_any_kind_is_told_so(MethodType type, bool answerBegan)
    {
        await using EchoBackend echo = await EchoBackend.StartAsync();
        await using RoutedGateway own = await StartAsync(echo);
        using HangingCall call = await HangingCall.BeginAsync(own.Invoker, own.Agent, type, answerBegan);
        AssertIdle(await Assert.ThrowsAsync<RpcException>(call.WaitAsync));
        await Eventually.HoldsAsync(() => echo.Log.Cancelled == echo.Log.Hanging, "the backend was told");
    }

    private Task<RoutedGateway> StartAsync(EchoBackend echo) => RoutedGateway.StartAsync(gateway, new()
    {
        ["Services:ingestion:Address"] = echo.Address.ToString(),
        ["Gateway:Backends:IdleTimeout"] = $"{Idle}",
    });

    private static void AssertIdle(RpcException exception)
    {
        Assert.Equal((StatusCode.Unavailable, "IDLE_TIMEOUT"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(exception));
    }
}
