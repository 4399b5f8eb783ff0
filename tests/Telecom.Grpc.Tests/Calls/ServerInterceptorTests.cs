using Grpc.Core;
using Grpc.Core.Interceptors;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class ServerInterceptorTests
{
    [Fact]
    public async Task Server_interceptors_wrap_every_call_type_the_first_outermost()
    {
        await using var host = await ProbeHost.StartAsync(options =>
        {
            options.Interceptors.Add<Noting>("outer");
            options.Interceptors.Add<Noting>("inner");
        });

        await AllCallTypes.RunAsync(host.Client());

        Assert.Equal(
            from kind in new[] { "unary", "client", "server", "duplex" }
            from place in new[] { "outer", "inner" }
            select $"{place} {kind}",
            host.Log.Notes);
    }

    [Fact]
    public async Task What_an_interceptor_leaves_in_the_user_state_reaches_the_handler()
    {
        await using var host = await ProbeHost.StartAsync(options => options.Interceptors.Add<Noting>("only"));

        await host.Client().EchoAsync(new EchoRequest());

        Assert.Contains("only", Assert.Single(host.Log.Calls).UserState);
    }

    [Fact]
    public async Task An_interceptor_can_refuse_a_call_before_the_handler()
    {
        await using var host = await ProbeHost.StartAsync(options => options.Interceptors.Add<Refusing>());

        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EchoAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        Assert.Equal("who are you?", error.Status.Detail);
        Assert.Empty(host.Log.Calls);
    }

    internal sealed class Noting(string name, ProbeLog log) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Note("unary", context);
            return base.UnaryServerHandler(request, context, continuation);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note("client", context);
            return base.ClientStreamingServerHandler(requestStream, context, continuation);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note("server", context);
            return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note("duplex", context);
            return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
        }

        private void Note(string kind, ServerCallContext context)
        {
            log.Notes.Enqueue($"{name} {kind}");
            context.UserState[name] = kind;
        }
    }

    internal sealed class Refusing : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.Unauthenticated, "who are you?"));
    }
}
