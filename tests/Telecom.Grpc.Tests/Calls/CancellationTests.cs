using Grpc.Core;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class CancellationTests
{
    [Fact]
    public async Task A_cancelled_token_ends_a_unary_call_on_both_sides()
    {
        await using var host = await ProbeHost.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = host.Client().MisbehaveAsync(new MisbehaveRequest { Hang = true }, cancellationToken: source.Token);
        await UntilSeenAsync(host);

        await source.CancelAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        await host.Log.Cancelled;
    }

    [Fact]
    public async Task Disposing_a_stream_that_runs_tells_the_server()
    {
        await using var host = await ProbeHost.StartAsync();
        var call = host.Client().Count(new CountRequest { Count = -1 });
        Assert.True(await call.ResponseStream.MoveNext());

        call.Dispose();

        await host.Log.Cancelled;
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Disposing_a_duplex_stream_that_runs_tells_the_server()
    {
        await using var host = await ProbeHost.StartAsync();
        var call = host.Client().Chat();
        await call.RequestStream.WriteAsync(new ChatRequest { Text = "hello" });
        Assert.True(await call.ResponseStream.MoveNext());

        call.Dispose();

        await host.Log.Cancelled;
    }

    [Fact]
    public async Task A_token_given_to_the_reader_ends_the_stream()
    {
        await using var host = await ProbeHost.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = host.Client().Count(new CountRequest { Count = -1 });

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync(source.Token))
            {
                await source.CancelAsync();
            }
        });

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await host.Log.Cancelled;
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_fails_the_call_without_the_server()
    {
        await using var host = await ProbeHost.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client().EchoAsync(new EchoRequest(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Empty(host.Log.Calls);
    }

    [Fact]
    public async Task Disposing_a_finished_call_changes_nothing()
    {
        await using var host = await ProbeHost.StartAsync();
        var call = host.Client().EchoAsync(new EchoRequest());
        await call;

        call.Dispose();
        call.Dispose();

        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private static async Task UntilSeenAsync(ProbeHost host)
    {
        using var bound = new CancellationTokenSource(Bounds.Patience);
        while (host.Log.Calls.Count == 0)
        {
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
