using Grpc.Core;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Proxy;

public sealed class CallTypeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private CallInvoker Invoker => gateway.Channel.CreateCallInvoker();

    private CallOptions Agent => GatewayFixture.With(gateway.AgentSecret);

    [Fact]
    public async Task A_unary_call_passes_with_headers_and_trailers()
    {
        using AsyncUnaryCall<string> call = Invoker.AsyncUnaryCall(EchoMethods.Unary, null, Agent, "grüß dich");
        Assert.Equal("early", (await call.ResponseHeadersAsync).GetValue("x-header"));
        Assert.Equal("grüß dich", await call);
        Assert.Equal("unary", call.GetTrailers().GetValue("x-trailer"));
    }

    [Fact]
    public async Task A_refusal_passes_with_its_message_and_trailers()
    {
        using AsyncUnaryCall<string> call = Invoker.AsyncUnaryCall(EchoMethods.Unary, null, Agent, "refuse");
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal((StatusCode.FailedPrecondition, "not now – später"), (refused.StatusCode, refused.Status.Detail));
        Assert.Equal("refused", refused.Trailers.GetValue("x-trailer"));
    }

    [Fact]
    public async Task A_client_stream_passes_whole()
    {
        using AsyncClientStreamingCall<string, string> call = Invoker.AsyncClientStreamingCall(EchoMethods.Upload, null, Agent);
        string message = new('x', 100_000);
        for (int i = 0; i < 50; i++)
        {
            await call.RequestStream.WriteAsync(message);
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal("5000000", await call);
        Assert.Equal("upload", call.GetTrailers().GetValue("x-trailer"));
    }

    [Fact]
    public async Task A_server_stream_passes_in_order()
    {
        using AsyncServerStreamingCall<string> call = Invoker.AsyncServerStreamingCall(EchoMethods.Download, null, Agent, "2000");
        int next = 0;
        await foreach (string message in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal(next++, int.Parse(message, System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(2000, next);
        Assert.Equal("download", call.GetTrailers().GetValue("x-trailer"));
    }

    [Fact]
    public async Task A_stream_in_both_directions_answers_each_message_before_the_next_is_sent()
    {
        using AsyncDuplexStreamingCall<string, string> call = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, Agent);
        for (int i = 0; i < 200; i++)
        {
            await call.RequestStream.WriteAsync($"{i}");
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal($"echo {i}", call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal("duplex", call.GetTrailers().GetValue("x-trailer"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_server_may_end_a_stream_before_the_client_does()
    {
        using AsyncDuplexStreamingCall<string, string> call = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, Agent);
        await call.RequestStream.WriteAsync("end");
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("ended early", call.GetTrailers().GetValue("x-trailer"));
    }

    [Fact]
    public async Task A_hundred_streams_share_the_way_without_waiting_for_each_other()
    {
        AsyncDuplexStreamingCall<string, string>[] calls =
            [.. Enumerable.Range(0, 100).Select(_ => Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, Agent))];
        foreach (AsyncDuplexStreamingCall<string, string> call in calls)
        {
            await call.RequestStream.WriteAsync("a");
        }

        foreach (AsyncDuplexStreamingCall<string, string> call in calls)
        {
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal("echo a", call.ResponseStream.Current);
        }

        foreach (AsyncDuplexStreamingCall<string, string> call in calls)
        {
            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext());
            call.Dispose();
        }
    }

    [Fact]
    public async Task A_deadline_reaches_the_backend_and_the_client()
    {
        // On a busy machine the way there may take longer than a short deadline allows; then the backend never sees the call.
        for (TimeSpan allowed = TimeSpan.FromMilliseconds(400); ; allowed *= 4)
        {
            (int hanging, int cancelled) = (gateway.Log.Hanging, gateway.Log.Cancelled);
            DateTime deadline = TimeProvider.System.GetUtcNow().UtcDateTime + allowed;
            using AsyncUnaryCall<string> call = Invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret, deadline), "hang");
            RpcException late = await Assert.ThrowsAsync<RpcException>(async () => await call);
            Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
            if (gateway.Log.Hanging == hanging && allowed < Eventually.Bound)
            {
                continue;
            }

            // The wire carries what is left, so that the time of the way is added.
            Assert.InRange(gateway.Log.Deadline, deadline.AddSeconds(-1), deadline + allowed + TimeSpan.FromSeconds(1));
            await Eventually.HoldsAsync(() => gateway.Log.Cancelled > cancelled, "the backend was told");
            return;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancellation_reaches_the_backend(bool stream)
    {
        (int hanging, int cancelled) = (gateway.Log.Hanging, gateway.Log.Cancelled);
        using var cancel = new CancellationTokenSource();
        CallOptions options = GatewayFixture.With(gateway.AgentSecret, cancellationToken: cancel.Token);
        Task call = stream ? HangInStreamAsync(options) : Invoker.AsyncUnaryCall(EchoMethods.Unary, null, options, "hang").ResponseAsync;
        await Eventually.HoldsAsync(() => gateway.Log.Hanging > hanging, "the backend has the call");
        await cancel.CancelAsync();
        RpcException ended = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
        await Eventually.HoldsAsync(() => gateway.Log.Cancelled > cancelled, "the backend was told");
    }

    private async Task HangInStreamAsync(CallOptions options)
    {
        using AsyncDuplexStreamingCall<string, string> call = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, options);
        await call.RequestStream.WriteAsync("hang");
        _ = await call.ResponseStream.MoveNext(CancellationToken.None);
    }
}
