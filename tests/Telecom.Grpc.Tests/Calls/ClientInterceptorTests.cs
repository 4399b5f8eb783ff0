using Grpc.Core;
using Grpc.Core.Interceptors;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class ClientInterceptorTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Client_interceptors_wrap_every_call_type_over_a_real_channel()
    {
        var notes = new List<string>();
        var invoker = server.Host.Channel().Intercept(new NotingInterceptor("outer", notes), new NotingInterceptor("inner", notes));

        await AllCallTypes.RunAsync(new ProbeService.ProbeServiceClient(invoker));

        Assert.Equal(
            from kind in new[] { "unary", "client", "server", "duplex" }
            from place in new[] { "outer", "inner" }
            select $"{place} {kind}",
            notes);
    }

    [Fact]
    public async Task A_function_over_the_headers_adds_to_what_the_caller_sends()
    {
        await using var host = await ProbeHost.StartAsync();
        var invoker = host.Channel().Intercept(headers =>
        {
            headers.Add("x-added", "by the function");
            return headers;
        });
        var client = new ProbeService.ProbeServiceClient(invoker);

        await client.EchoAsync(new EchoRequest());
        await client.EchoAsync(new EchoRequest(), new Metadata { { "x-own", "by the caller" } });

        Assert.All(host.Log.Calls, call => Assert.Equal("by the function", call.Headers.GetValue("x-added")));
        Assert.Equal([null, "by the caller"], host.Log.Calls.Select(call => call.Headers.GetValue("x-own")));
    }

    [Fact]
    public async Task An_interceptor_can_wrap_the_answer()
    {
        var client = new ProbeService.ProbeServiceClient(server.Host.Channel().Intercept(new Shouting()));

        using var call = client.EchoAsync(new EchoRequest { Text = "quiet" });

        Assert.Equal("QUIET", (await call).Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private sealed class Shouting : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var call = continuation(request, context);
            return new AsyncUnaryCall<TResponse>(
                ShoutAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        private static async Task<TResponse> ShoutAsync<TResponse>(Task<TResponse> response)
            where TResponse : class
        {
            var answer = (EchoResponse)(object)await response;
            return (TResponse)(object)new EchoResponse { Text = answer.Text.ToUpperInvariant() };
        }
    }
}
