using Grpc.Core;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class DeadlineTests
{
    [Fact]
    public async Task A_call_that_misses_its_deadline_ends_on_both_sides()
    {
        await using var host = await ProbeHost.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client().MisbehaveAsync(new MisbehaveRequest { Hang = true }, deadline: Bounds.SoonUtc));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await host.Log.Cancelled;
    }

    [Fact]
    public async Task A_stream_that_misses_its_deadline_ends_on_both_sides()
    {
        await using var host = await ProbeHost.StartAsync();
        using var call = host.Client().Chat(deadline: Bounds.SoonUtc);

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await host.Log.Cancelled;
    }

    [Fact]
    public async Task A_deadline_that_is_past_already_fails_the_call_without_the_server()
    {
        await using var host = await ProbeHost.StartAsync();
        var past = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EchoAsync(new EchoRequest(), deadline: past));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Empty(host.Log.Calls);
    }

    [Fact]
    public async Task The_server_knows_the_deadline()
    {
        await using var host = await ProbeHost.StartAsync();
        var deadline = Bounds.LateUtc;

        await host.Client().EchoAsync(new EchoRequest(), deadline: deadline);
        await host.Client().EchoAsync(new EchoRequest());

        Assert.NotEqual(DateTime.MaxValue, host.Log.Calls[0].Deadline);
        Assert.Equal(DateTimeKind.Utc, host.Log.Calls[0].Deadline.Kind);
        Assert.Equal(DateTime.MaxValue, host.Log.Calls[1].Deadline);
    }

    [Fact]
    public async Task A_local_deadline_is_refused()
    {
        await using var host = await ProbeHost.StartAsync();
        var local = DateTime.SpecifyKind(Bounds.LateUtc, DateTimeKind.Local);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Client().EchoAsync(new EchoRequest(), deadline: local));
    }
}
