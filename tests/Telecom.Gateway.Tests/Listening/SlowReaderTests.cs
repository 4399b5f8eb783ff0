using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Listening;

/// <summary>Clients that ask and never read, or begin a request and never end it.</summary>
public sealed class SlowReaderTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const int Messages = 200_000;
    private const int PerWrite = 1_000;

    [Fact]
    public async Task A_reader_that_never_reads_is_cut_off_and_a_stream_that_is_not_read_meanwhile_waits()
    {
        await using RoutedGateway own = await RoutedGateway.StartAsync(gateway, new()
        {
            ["Services:ingestion:Address"] = gateway.EchoAddress,
            ["Gateway:Limits:RateGrace"] = "00:00:10",
            ["Gateway:Limits:MinResponseBytesPerSecond"] = "1048576",
        });

        // Begins first, and is not read until the other has been cut off: more than any window and buffer on the way holds.
        using AsyncServerStreamingCall<string> paused = own.Invoker.AsyncServerStreamingCall(EchoMethods.Download, null, own.Agent, $"{Messages}");
        Assert.True(await paused.ResponseStream.MoveNext());

        using TcpClient tcp = new() { ReceiveBufferSize = 4096 };
        await tcp.ConnectAsync(new Uri(own.Address).Host, new Uri(own.Address).Port);
        byte[] requests = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", PerWrite)));
        using var bound = new CancellationTokenSource(Eventually.Bound);
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            // Answers pile up unread; the server stops reading when it cannot write, and ends the connection after the grace.
            while (true)
            {
                await tcp.GetStream().WriteAsync(requests, bound.Token);
            }
        });

        int read = 1;
        while (await paused.ResponseStream.MoveNext())
        {
            read++;
        }

        Assert.Equal(Messages, read);
        Assert.Equal(StatusCode.OK, paused.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Headers_that_never_end_are_given_up()
    {
        await using RoutedGateway own = await RoutedGateway.StartAsync(gateway, new() { ["Gateway:Limits:HeadersTimeout"] = "00:00:01" });
        Assert.StartsWith(
            "HTTP/1.1 408", await RawHttp.ExchangeAsync(new Uri(own.Address), "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nx-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_without_a_request_is_closed_after_a_while()
    {
        await using RoutedGateway own = await RoutedGateway.StartAsync(gateway, new() { ["Gateway:Limits:IdleConnectionTimeout"] = "00:00:01" });
        string answers = await RawHttp.ExchangeAsync(new Uri(own.Address), "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", answers, StringComparison.Ordinal);
    }
}
