using Grpc.Core;
using Grpc.Net.Client;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class MessageLimitTests
{
    private const int Limit = 1024;

    private static readonly EchoRequest Small = new() { Text = new string('x', Limit / 2) };
    private static readonly EchoRequest Large = new() { Text = new string('x', Limit * 2) };

    [Fact]
    public async Task The_server_refuses_a_request_above_its_limit()
    {
        await using var host = await ProbeHost.StartAsync(options => options.MaxReceiveMessageSize = Limit);

        await AssertExhaustedAsync(host.Client());
        Assert.Single(host.Log.Calls);
    }

    [Fact]
    public async Task The_server_does_not_send_a_response_above_its_limit()
    {
        await using var host = await ProbeHost.StartAsync(options => options.MaxSendMessageSize = Limit);

        await AssertExhaustedAsync(host.Client());
        Assert.Equal(2, host.Log.Calls.Count);
    }

    [Fact]
    public async Task The_client_refuses_a_response_above_its_limit()
    {
        await using var host = await ProbeHost.StartAsync();

        await AssertExhaustedAsync(host.Client(new GrpcChannelOptions { MaxReceiveMessageSize = Limit }));
        Assert.Equal(2, host.Log.Calls.Count);
    }

    [Fact]
    public async Task The_client_does_not_send_a_request_above_its_limit()
    {
        await using var host = await ProbeHost.StartAsync();

        await AssertExhaustedAsync(host.Client(new GrpcChannelOptions { MaxSendMessageSize = Limit }));
        Assert.Equal("/telecom.testing.v1.ProbeService/Echo", host.Log.Calls[0].Method);
    }

    private static async Task AssertExhaustedAsync(ProbeService.ProbeServiceClient client)
    {
        Assert.Equal(Small.Text, (await client.EchoAsync(Small)).Text);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await client.EchoAsync(Large));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }
}
