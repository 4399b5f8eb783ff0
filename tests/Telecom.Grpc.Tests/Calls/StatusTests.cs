using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class StatusTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    public static TheoryData<StatusCode> ErrorCodes => [.. Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)];

    [Theory]
    [MemberData(nameof(ErrorCodes))]
    public async Task Every_thrown_status_reaches_the_client_with_detail_and_trailers(StatusCode code)
    {
        var error = await FailAsync(new MisbehaveRequest { StatusCode = (int)code, Detail = "50 % — why\nnot" });

        Assert.Equal(code, error.StatusCode);
        Assert.Equal("50 % — why\nnot", error.Status.Detail);
        Assert.Equal("planned", error.Trailers.GetValue("x-reason"));
        Assert.Equal([0, 255, 10, 13], error.Trailers.GetValueBytes("x-reason-bin"));
        Assert.Equal($"Status(StatusCode=\"{code}\", Detail=\"50 % — why\nnot\")", error.Message);
    }

    [Fact]
    public async Task A_status_set_on_the_context_reaches_the_client_with_trailers()
    {
        var error = await FailAsync(new MisbehaveRequest { StatusCode = (int)StatusCode.FailedPrecondition, Detail = "later", ByContext = true });

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("planned", error.Trailers.GetValue("x-reason"));
    }

    [Fact]
    public async Task An_exception_of_the_handler_is_unknown_and_keeps_its_words_to_itself()
    {
        var error = await FailAsync(new MisbehaveRequest { Crash = true });

        Assert.Equal(StatusCode.Unknown, error.StatusCode);
        Assert.DoesNotContain("crashed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_and_trailers_are_there_only_when_the_call_is_over()
    {
        using var call = server.Host.Client().Chat();

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Null(call.GetTrailers().Get("grpc-status"));
    }

    [Fact]
    public async Task A_method_that_the_server_does_not_have_is_unimplemented()
    {
        var method = new Method<EchoRequest, EchoResponse>(
            MethodType.Unary, "telecom.testing.v1.ProbeService", "Nope", Messages.Requests, Messages.Responses);
        var invoker = server.Host.Channel().CreateCallInvoker();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await invoker.AsyncUnaryCall(method, null, default, new EchoRequest()));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task Without_a_server_the_call_is_unavailable_and_the_cause_is_kept_for_debugging()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await new ProbeService.ProbeServiceClient(channel).EchoAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.NotNull(error.Status.DebugException);
        Assert.Same(error.Status.DebugException, error.InnerException);
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private Task<RpcException> FailAsync(MisbehaveRequest request) =>
        Assert.ThrowsAsync<RpcException>(async () => await server.Host.Client().MisbehaveAsync(request));
}
