using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Xunit.Abstractions;

namespace Telecom.Gateway.Tests.Listening;

/// <summary>A client that begins requests and takes them back at once, as fast as it can (CVE-2023-44487).</summary>
public sealed class RapidResetTests(GatewayFixture gateway, ITestOutputHelper output) : IClassFixture<GatewayFixture>
{
    private const int Resets = 10_000;
    private const int PerWrite = 100;
    private const int Callers = 4;
    private const int OthersCalls = 200;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_thousand_resets_cost_others_no_call_and_the_gateway_no_memory(bool withKey)
    {
        await using RoutedGateway own = await RoutedGateway.StartAsync(gateway, new() { ["Services:ingestion:Address"] = gateway.EchoAddress });
        string secret = withKey ? gateway.Directory_.Add("attacker0000", "customers/acme/keys/attacker0000", "customers/acme/agents/attacker", Role.Agent) : "none";
        Assert.Equal("before", await own.EchoAsync("before"));
        using var bound = new CancellationTokenSource(Eventually.Bound);
        using var stop = new CancellationTokenSource();
        int calls = 0;
        Task[] others = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; Interlocked.Increment(ref calls))
            {
                Assert.Equal("meanwhile", await own.EchoAsync("meanwhile"));
            }
        }))];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int sent = 0;
        int connections = 0;
        int closed = 0;
        for (; sent < Resets || Volatile.Read(ref calls) < OthersCalls; connections++)
        {
            Assert.False(bound.IsCancellationRequested, $"{calls} calls of others only");
            (int here, bool wasClosed) = await FloodAsync(new Uri(own.Address), secret, Resets);
            sent += here;
            closed += wasClosed ? 1 : 0;
        }

        Assert.Equal("after", await own.EchoAsync("after"));
        await stop.CancelAsync();
        await Task.WhenAll(others);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{(withKey ? "With a key" : "Without a key")}: {sent} resets on {connections} connections, {closed} of them closed by the gateway; {calls} calls of others meanwhile, none failed; memory {before / 1024} -> {after / 1024} KiB");
        Assert.InRange(after - before, long.MinValue, 64L * 1024 * 1024);
    }

    /// <summary>Resets on one connection, until it is closed or all are sent.</summary>
    private static async Task<(int Sent, bool Closed)> FloodAsync(Uri address, string secret, int most)
    {
        using Http2Wire wire = await Http2Wire.ConnectAsync(address);
        using var bound = new CancellationTokenSource(Eventually.Bound);
        Task<bool> ending = Task.Run(() => DrainAsync(wire, bound.Token));
        int sent = 0;
        try
        {
            while (sent < most && !ending.IsCompleted)
            {
                int many = Math.Min(PerWrite, most - sent);
                int first = (2 * sent) + 1;
                await wire.SendAsync([.. Enumerable.Range(0, many).SelectMany(i => (byte[])
                    [.. Http2Wire.Post(first + (2 * i), "/telecom.ingestion.v1.IngestionService/Upload", secret), .. Http2Wire.ResetOf(first + (2 * i))])]);
                sent += many;
            }
        }
        catch (IOException)
        {
            // Closed while writing.
        }

        try
        {
            // All of it has been taken when this is answered.
            await wire.SendAsync(Http2Wire.Frame(Http2Wire.Ping, 0, 0, new byte[8]));
        }
        catch (IOException)
        {
            // Closed before.
        }

        return (Math.Max(sent, 1), await ending);
    }

    /// <summary>Reads until the server says goodbye or closes, which is true, or has answered a ping.</summary>
    private static async Task<bool> DrainAsync(Http2Wire wire, CancellationToken cancellationToken)
    {
        while (await wire.ReadAsync(cancellationToken) is { } frame)
        {
            if (frame.Type is Http2Wire.GoAway or Http2Wire.Ping)
            {
                return frame.Type == Http2Wire.GoAway;
            }
        }

        return true;
    }
}
