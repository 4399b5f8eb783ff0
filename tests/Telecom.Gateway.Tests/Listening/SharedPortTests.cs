using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Listening;

public sealed class SharedPortTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task One_port_speaks_http1_and_http2_without_tls(string version)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Version.Parse(version), response.Version);
    }

    [Fact]
    public void The_port_is_announced_once() => Assert.Single(gateway.Gateway.Urls);

    [Fact]
    public async Task A_request_that_arrives_byte_by_byte_is_served()
    {
        using TcpClient tcp = await ConnectAsync(gateway.Address);
        foreach (byte b in "PRI * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray())
        {
            await tcp.GetStream().WriteAsync(new[] { b });
        }

        // "PRI" is no method that HTTP/1.1 knows here; what counts is that the server read the whole line and answered in HTTP/1.1.
        Assert.StartsWith("HTTP/1.1 4", await ReadAllAsync(tcp), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed_after_the_time_limit()
    {
        await using WebApplication own = gateway.Build(new() { ["Gateway:Limits:FirstBytesTimeout"] = "00:00:05" });
        await own.StartAsync();
        int timers = gateway.Clock.TimerCount;
        using TcpClient tcp = await ConnectAsync(new Uri(own.Urls.Single()));
        await Eventually.HoldsAsync(() => gateway.Clock.TimerCount > timers, "the time limit runs");
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await IsClosedAsync(tcp));
    }

    [Fact]
    public async Task Connections_above_the_limit_are_refused_and_a_closed_one_makes_room()
    {
        await using WebApplication own = gateway.Build(new() { ["Gateway:Limits:MaxConnections"] = "2" });
        await own.StartAsync();
        var address = new Uri(own.Urls.Single());
        using TcpClient first = await ConnectAsync(address);
        using TcpClient second = await ConnectAsync(address);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(first), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(second), StringComparison.Ordinal);
        Assert.True(await IsRefusedAsync(address));

        first.Close();
        _ = await Eventually.BecomesAsync(() => IsRefusedAsync(address), refused => !refused, "a place is free again");
    }

    [Fact]
    public async Task Stopping_closes_the_port_and_idle_connections()
    {
        WebApplication own = gateway.Build([]);
        await own.StartAsync();
        var address = new Uri(own.Urls.Single());
        using TcpClient idle = await ConnectAsync(address);
        using TcpClient silent = await ConnectAsync(address);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(idle), StringComparison.Ordinal);
        await own.StopAsync();
        Assert.True(await IsClosedAsync(idle));
        Assert.True(await IsClosedAsync(silent));
        _ = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(address));
        await own.DisposeAsync();
    }

    private static async Task<TcpClient> ConnectAsync(Uri address)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port);
        return tcp;
    }

    private static async Task<string> AskAsync(TcpClient tcp)
    {
        await tcp.GetStream().WriteAsync("GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        byte[] buffer = new byte[4096];
        using var bound = new CancellationTokenSource(Eventually.Bound);
        int read = await tcp.GetStream().ReadAsync(buffer, bound.Token);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    private static async Task<string> ReadAllAsync(TcpClient tcp)
    {
        using var reader = new StreamReader(tcp.GetStream());
        using var bound = new CancellationTokenSource(Eventually.Bound);
        return await reader.ReadToEndAsync(bound.Token);
    }

    private static async Task<bool> IsRefusedAsync(Uri address)
    {
        try
        {
            using TcpClient tcp = await ConnectAsync(address);
            return !(await AskAsync(tcp)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // The refusal may come while the client still connects.
            return true;
        }
    }

    private static async Task<bool> IsClosedAsync(TcpClient tcp)
    {
        using var bound = new CancellationTokenSource(Eventually.Bound);
        try
        {
            return await tcp.GetStream().ReadAsync(new byte[1], bound.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
