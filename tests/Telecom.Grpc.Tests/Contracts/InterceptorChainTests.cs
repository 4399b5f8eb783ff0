using Grpc.Core;
using Grpc.Core.Interceptors;
using Telecom.Grpc.Tests.Calls;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class InterceptorChainTests
{
    private readonly List<string> _notes = [];
    private readonly RecordingInvoker _transport = new();

    [Fact]
    public void Of_several_interceptors_the_first_sees_a_call_first()
    {
        Call(_transport.Intercept(Noting("1"), Noting("2"), Noting("3")));

        Assert.Equal(["1 blocking", "2 blocking", "3 blocking"], _notes);
        Assert.Single(_transport.Calls);
    }

    [Fact]
    public void What_is_put_in_front_last_sees_a_call_first()
    {
        Call(_transport.Intercept(Noting("inner")).Intercept(Noting("outer")));

        Assert.Equal(["outer blocking", "inner blocking"], _notes);
    }

    [Fact]
    public void No_interceptors_leave_the_invoker_as_it_is() => Assert.Same(_transport, _transport.Intercept());

    [Fact]
    public void Every_call_type_goes_through_the_chain_unchanged()
    {
        var invoker = _transport.Intercept(Noting("i"));
        var options = new CallOptions(new Metadata { { "a", "1" } }, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        invoker.BlockingUnaryCall(RecordingInvoker.Method, "h", options, "r");
        invoker.AsyncUnaryCall(RecordingInvoker.Method, "h", options, "r");
        invoker.AsyncServerStreamingCall(RecordingInvoker.Method, "h", options, "r");
        invoker.AsyncClientStreamingCall(RecordingInvoker.Method, "h", options);
        invoker.AsyncDuplexStreamingCall(RecordingInvoker.Method, "h", options);

        Assert.Equal(["i blocking", "i unary", "i server", "i client", "i duplex"], _notes);
        Assert.Equal(["blocking", "unary", "server", "client", "duplex"], _transport.Calls.Select(call => call.Kind));
        Assert.All(_transport.Calls, call => Assert.Equal(("h", options.Headers, options.Deadline), (call.Host, call.Options.Headers, call.Options.Deadline)));
        Assert.Equal(["r", "r", "r", null, null], _transport.Calls.Select(call => call.Request));
    }

    [Fact]
    public void An_interceptor_that_does_not_go_on_ends_the_call_there()
    {
        var invoker = _transport.Intercept(Noting("outer"), new Answering(), Noting("inner"));

        Assert.Equal("from the cache", Call(invoker));
        Assert.Equal(["outer blocking"], _notes);
        Assert.Empty(_transport.Calls);
    }

    [Fact]
    public void An_interceptor_may_change_request_and_context()
    {
        Call(_transport.Intercept(new Redirecting()));

        var call = Assert.Single(_transport.Calls);
        Assert.Equal(("elsewhere", "changed"), (call.Host, call.Request));
    }

    [Fact]
    public void A_function_gets_the_headers_of_the_call_and_gives_those_that_are_sent()
    {
        var given = new List<Metadata>();
        var sent = new Metadata { { "sent", "1" } };
        var invoker = _transport.Intercept(headers =>
        {
            given.Add(headers);
            return sent;
        });
        var own = new Metadata { { "own", "1" } };

        Call(invoker);
        Call(invoker, new CallOptions(own));

        Assert.Empty(given[0]);
        Assert.False(given[0].IsReadOnly);
        Assert.Same(own, given[1]);
        Assert.All(_transport.Calls, call => Assert.Same(sent, call.Options.Headers));
    }

    [Fact]
    public void A_channel_is_intercepted_as_its_invoker_is()
    {
        var channel = new RecordingChannel(_transport);

        Call(channel.Intercept(Noting("1")));
        Call(channel.Intercept(Noting("2"), Noting("3")));
        Call(channel.Intercept(headers => headers));

        Assert.Equal(["1 blocking", "2 blocking", "3 blocking"], _notes);
        Assert.Equal(3, _transport.Calls.Count);
    }

    [Fact]
    public void Nothing_to_intercept_or_to_intercept_with_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => _transport.Intercept((Interceptor)null!));
        Assert.Throws<ArgumentNullException>(() => _transport.Intercept(Noting("1"), null!));
        Assert.Throws<ArgumentNullException>(() => _transport.Intercept((Func<Metadata, Metadata>)null!));
        Assert.Throws<ArgumentNullException>(() => ((CallInvoker)null!).Intercept(Noting("1")));
        Assert.Throws<ArgumentNullException>(() => ((ChannelBase)null!).Intercept(Noting("1")));
    }

    private static string Call(CallInvoker invoker, CallOptions options = default) =>
        invoker.BlockingUnaryCall(RecordingInvoker.Method, null, options, "request");

    private NotingInterceptor Noting(string name) => new(name, _notes);

    private sealed class Answering : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => (TResponse)(object)"from the cache";
    }

    private sealed class Redirecting : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation((TRequest)(object)"changed", new ClientInterceptorContext<TRequest, TResponse>(context.Method, "elsewhere", context.Options));
    }
}
