using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Proxy;

/// <summary>Calls that the gateway itself ends, while their backend would go on.</summary>
public sealed class LiveCallTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private LiveCalls Calls => gateway.Gateway.Services.GetRequiredService<LiveCalls>();

    private CallInvoker Invoker => gateway.Channel.CreateCallInvoker();

    [Theory]
    [InlineData(MethodType.Unary, false)]
    [InlineData(MethodType.Unary, true)]
    [InlineData(MethodType.ClientStreaming, false)]
    [InlineData(MethodType.ClientStreaming, true)]
    [InlineData(MethodType.ServerStreaming, false)]
    [InlineData(MethodType.ServerStreaming, true)]
    [InlineData(MethodType.DuplexStreaming, false)]
    [InlineData(MethodType.DuplexStreaming, true)]
    public async Task A_call_that_the_gateway_ends_gets_its_status_with_details(MethodType type, bool answerBegan)
    {
        await Eventually.HoldsAsync(() => Calls.Count == 0, "nothing is under way");
        (int hanging, int cancelled) = (gateway.Log.Hanging, gateway.Log.Cancelled);
        using HangingCall call = await HangingCall.BeginAsync(Invoker, GatewayFixture.With(gateway.AgentSecret, HangingCall.Deadline), type, answerBegan);
        await Eventually.HoldsAsync(() => gateway.Log.Hanging > hanging, "the backend has the call");
        LiveCall live = Assert.Single(Calls.All);
        Assert.Equal("customers/acme/agents/probe-1", live.Identity.Caller.Subject);
        var failure = new RpcFailure(
            StatusCode.PermissionDenied,
            ErrorReason.PermissionDenied,
            "The key was revoked – über Nacht.",
            retryAfter: TimeSpan.FromSeconds(7),
            metadata: new Dictionary<string, string> { ["key"] = "agent0000000" });
        Assert.True(live.End(failure));
        Assert.False(live.End(DrainFailure.Create()));

        RpcException ended = await Assert.ThrowsAsync<RpcException>(call.WaitAsync);
        Assert.Equal((StatusCode.PermissionDenied, "The key was revoked – über Nacht."), (ended.StatusCode, ended.Status.Detail));
        Assert.Equal("PERMISSION_DENIED", RpcErrorDetails.ReasonOf(ended));
        Assert.Equal("agent0000000", RpcErrorDetails.Find<Google.Rpc.ErrorInfo>(ended)?.Metadata["key"]);
        Assert.Equal(7, RpcErrorDetails.Find<Google.Rpc.RetryInfo>(ended)?.RetryDelay.Seconds);
        await Eventually.HoldsAsync(() => gateway.Log.Cancelled > cancelled, "the backend was told");
        await Eventually.HoldsAsync(() => Calls.Count == 0, "the call is forgotten");
        Assert.False(live.End(failure));
    }

    [Fact]
    public async Task Calls_that_end_by_themselves_are_forgotten_and_ending_them_afterwards_harms_nothing()
    {
        using AsyncDuplexStreamingCall<string, string> stream = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, GatewayFixture.With(gateway.AgentSecret));
        await stream.RequestStream.WriteAsync("1");
        Assert.True(await stream.ResponseStream.MoveNext());
        LiveCall live = Assert.Single(Calls.All);
        Assert.Equal("a", await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret), "a"));
        await Assert.ThrowsAsync<RpcException>(
            async () => await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret), "refuse"));
        await Eventually.HoldsAsync(() => Calls.Count == 1, "only the stream is under way");
        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, stream.GetStatus().StatusCode);
        await Eventually.HoldsAsync(() => Calls.Count == 0, "nothing is under way");
        Assert.True(live.End(DrainFailure.Create()));
        Assert.Equal("b", await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret), "b"));
    }

    [Fact]
    public async Task A_call_that_its_client_cancels_is_forgotten()
    {
        int hanging = gateway.Log.Hanging;
        using var cancel = new CancellationTokenSource();
        using AsyncUnaryCall<string> call = Invoker.AsyncUnaryCall(
            EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret, cancellationToken: cancel.Token), "hang");
        await Eventually.HoldsAsync(() => gateway.Log.Hanging > hanging, "the backend has the call");
        Assert.Equal(1, Calls.Count);
        await cancel.CancelAsync();
        await Eventually.HoldsAsync(() => Calls.Count == 0, "the call is forgotten");
    }

    [Fact]
    public async Task A_stream_that_is_ended_in_full_flow_gets_the_status_too()
    {
        using AsyncDuplexStreamingCall<string, string> stream = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, GatewayFixture.With(gateway.AgentSecret));
        Task sending = SendUntilItFailsAsync(stream.RequestStream);
        for (int i = 0; i < 200; i++)
        {
            Assert.True(await stream.ResponseStream.MoveNext());
        }

        Assert.True(Assert.Single(Calls.All).End(DrainFailure.Create()));
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext())
            {
            }
        });
        Assert.Equal((StatusCode.Unavailable, "DRAINING"), (ended.StatusCode, RpcErrorDetails.ReasonOf(ended)));
        await sending;
        await Eventually.HoldsAsync(() => Calls.Count == 0, "the call is forgotten");
    }

    private static async Task SendUntilItFailsAsync(IClientStreamWriter<string> requests)
    {
        string message = new('x', 1000);
        try
        {
            while (true)
            {
                await requests.WriteAsync(message);
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The stream has ended.
        }
    }
}
