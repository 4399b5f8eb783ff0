using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Feed;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Feed;

public sealed class FeedFlowTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_silent_feed_sends_a_comment_and_how_far_it_is()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway, manualClock: true);
        using var http = new HttpClient { BaseAddress = rig.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.ViewerSecret);
        using var bound = new CancellationTokenSource(Eventually.Bound);
        using var lines = new StreamReader(await http.GetStreamAsync("/api/v1/customers/acme/events?from=start", bound.Token));
        Assert.Equal("retry: 2000", await lines.ReadLineAsync(bound.Token));
        Assert.Equal("id: o0.c0", await lines.ReadLineAsync(bound.Token));
        Assert.Equal("", await lines.ReadLineAsync(bound.Token));
        Task<string?> next = lines.ReadLineAsync(bound.Token).AsTask();
        await Eventually.HoldsAsync(
            () =>
            {
                gateway.Clock.Advance(TimeSpan.FromSeconds(15));
                return next.IsCompleted;
            },
            "a heartbeat comes");
        Assert.Equal(": heartbeat", await next);
        Assert.Equal("", await lines.ReadLineAsync(bound.Token));
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_the_services_back_and_is_cut_off()
    {
        string? why = null;
        await using FeedRig rig = await FeedRig.StartAsync(gateway, new() { ["Gateway:Feed:WriteTimeout"] = "00:00:01" });
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "telecom.gateway.feeds.ended"
                    && instrument.Meter.Scope == rig.Gateway.Services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Volatile.Write(ref why, tags[0].Value as string));
        listener.Start();

        string big = new('x', 50_000);
        const int Count = 1000;
        for (int i = 0; i < Count; i++)
        {
            _ = rig.Outages.Add($"o{i}", why: big);
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, rig.Address.Port);
        _ = await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /api/v1/customers/acme/events?from=start HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {gateway.ViewerSecret}\r\n\r\n"));
        await Eventually.HoldsAsync(() => Volatile.Read(ref why) is not null, "the feed is cut off");
        Assert.Equal("slow", why);
        LiveCalls calls = rig.Gateway.Services.GetRequiredService<LiveCalls>();
        await Eventually.HoldsAsync(() => calls.Count == 0, "the call is over");
        Assert.True(rig.Outages.Feed.Sent < Count / 2, $"{rig.Outages.Feed.Sent} of {Count} events were taken for a reader that reads nothing");
    }

    [Theory]
    [InlineData("o12.c7", 12, 7)]
    [InlineData("o-.c0", FeedPosition.Now, 0)]
    [InlineData("o9223372036854775807.c-", long.MaxValue, FeedPosition.Now)]
    public void A_position_reads_back_as_it_was_written(string text, long outages, long cases)
    {
        Assert.True(FeedPosition.TryParse(text, out FeedPosition position));
        Assert.Equal(new FeedPosition(outages, cases), position);
        Assert.Equal(text, position.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("o1.c")]
    [InlineData("o-1.c1")]
    [InlineData("o1.c1\n")]
    [InlineData("o9223372036854775808.c1")]
    [InlineData("o１.c1")]
    public void What_is_no_position_is_not_read(string text) => Assert.False(FeedPosition.TryParse(text, out _));
}
