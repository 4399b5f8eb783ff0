using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class AsyncCallTests
{
    private readonly TaskCompletionSource<string> _response = new();
    private readonly Metadata _trailers = new() { { "end", "1" } };
    private int _disposed;

    [Fact]
    public async Task A_call_is_awaited_for_its_response()
    {
        using var call = Unary();
        var waiting = AwaitAsync(call);
        Assert.False(waiting.IsCompleted);

        _response.SetResult("done");

        Assert.Equal("done", await waiting);
        Assert.Equal("done", await call.ConfigureAwait(false));
        Assert.Equal("done", await call.ResponseAsync);
    }

    [Fact]
    public async Task A_call_that_fails_throws_when_it_is_awaited()
    {
        using var call = Unary();
        _response.SetException(new RpcException(new Status(StatusCode.Aborted, "race")));

        var error = await Assert.ThrowsAsync<RpcException>(() => AwaitAsync(call));

        Assert.Equal(StatusCode.Aborted, error.StatusCode);
    }

    [Fact]
    public void Status_and_trailers_come_from_the_transport_which_refuses_while_the_call_runs()
    {
        using var call = Unary();
        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());

        _response.SetResult("done");

        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Same(_trailers, call.GetTrailers());
    }

    [Fact]
    public void Disposing_a_call_asks_the_transport_to_end_it()
    {
        Unary().Dispose();

        Assert.Equal(1, _disposed);
    }

    [Fact]
    public async Task Each_call_type_hands_the_shared_state_to_the_transport()
    {
        var seen = new List<object>();
        var state = new object();
        Func<object, Task<Metadata>> headers = s => { seen.Add(s); return Task.FromResult(_trailers); };
        Func<object, Status> status = s => { seen.Add(s); return Status.DefaultSuccess; };
        Func<object, Metadata> trailers = s => { seen.Add(s); return _trailers; };
        Action<object> dispose = seen.Add;
        var reader = new ListReader("a");
        var writer = new ListWriter();

        using (var call = new AsyncUnaryCall<string>(_response.Task, headers, status, trailers, dispose, state))
        {
            await AssertPartsAsync(call.ResponseHeadersAsync, call.GetStatus(), call.GetTrailers());
        }

        using (var call = new AsyncServerStreamingCall<string>(reader, headers, status, trailers, dispose, state))
        {
            Assert.Same(reader, call.ResponseStream);
            await AssertPartsAsync(call.ResponseHeadersAsync, call.GetStatus(), call.GetTrailers());
        }

        using (var call = new AsyncClientStreamingCall<string, string>(writer, _response.Task, headers, status, trailers, dispose, state))
        {
            Assert.Same(writer, call.RequestStream);
            Assert.Same(_response.Task, call.ResponseAsync);
            await AssertPartsAsync(call.ResponseHeadersAsync, call.GetStatus(), call.GetTrailers());
        }

        using (var call = new AsyncDuplexStreamingCall<string, string>(writer, reader, headers, status, trailers, dispose, state))
        {
            Assert.Same(writer, call.RequestStream);
            Assert.Same(reader, call.ResponseStream);
            await AssertPartsAsync(call.ResponseHeadersAsync, call.GetStatus(), call.GetTrailers());
        }

        Assert.Equal(16, seen.Count);
        Assert.All(seen, s => Assert.Same(state, s));
    }

    [Fact]
    public async Task Streaming_calls_can_be_put_together_without_a_shared_state()
    {
        var headers = Task.FromResult(_trailers);
        using var server = new AsyncServerStreamingCall<string>(new ListReader(), headers, Finished, () => _trailers, () => _disposed++);
        using var client = new AsyncClientStreamingCall<string, string>(
            new ListWriter(), Task.FromResult("sum"), headers, Finished, () => _trailers, () => _disposed++);
        using var duplex = new AsyncDuplexStreamingCall<string, string>(
            new ListWriter(), new ListReader(), headers, Finished, () => _trailers, () => _disposed++);

        await AssertPartsAsync(server.ResponseHeadersAsync, server.GetStatus(), server.GetTrailers());
        await AssertPartsAsync(duplex.ResponseHeadersAsync, duplex.GetStatus(), duplex.GetTrailers());
        await AssertPartsAsync(client.ResponseHeadersAsync, client.GetStatus(), client.GetTrailers());
        Assert.Equal("sum", await client);
        Assert.Equal("sum", await client.ConfigureAwait(false));
    }

    private static Status Finished() => Status.DefaultSuccess;

    private static async Task<string> AwaitAsync(AsyncUnaryCall<string> call) => await call;

    private async Task AssertPartsAsync(Task<Metadata> headers, Status status, Metadata trailers)
    {
        Assert.Same(_trailers, await headers);
        Assert.Equal(StatusCode.OK, status.StatusCode);
        Assert.Same(_trailers, trailers);
    }

    private AsyncUnaryCall<string> Unary() => new(
        _response.Task,
        Task.FromResult(new Metadata()),
        () => _response.Task.IsCompleted ? Status.DefaultSuccess : throw new InvalidOperationException("running"),
        () => _response.Task.IsCompleted ? _trailers : throw new InvalidOperationException("running"),
        () => _disposed++);
}
