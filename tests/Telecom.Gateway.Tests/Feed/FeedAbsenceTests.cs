using System.Text.Json;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Feed;

/// <summary>Services that begin a feed and then cannot go on, or say much at once.</summary>
public sealed class FeedAbsenceTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Acme = "/api/v1/customers/acme/events";

    [Fact]
    public async Task A_service_that_only_says_where_its_feed_begins_stays_behind()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        await using FeedReader reader = rig.Read(Acme + "?from=start", gateway.ViewerSecret);
        rig.Cases.Feed.LaterFailure = RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "busy", TimeSpan.FromSeconds(1));
        _ = await reader.OpenAsync();
        await Eventually.HoldsAsync(() => rig.Cases.Feed.Opened.Length >= 5, "the feed is tried again and again");
        _ = rig.Outages.Add("o1");
        List<string> told = [];
        while (await reader.NextAsync() is { } item && item.Type != "outage")
        {
            told.Add($"{item.Data.GetProperty("part").GetString()} {item.Data.GetProperty("state").GetString()}");
        }

        Assert.Equal(["cases behind"], told);

        // Nothing is there to be said: that the stream stands is enough after a while.
        rig.Cases.Feed.LaterFailure = null;
        (string type, JsonElement status) = (await reader.NextAsync())!.Value;
        Assert.Equal(("status", "live"), (type, status.GetProperty("state").GetString()));
        _ = rig.Cases.Add("c1");
        Assert.Equal(["c1"], await reader.TakeAsync(1));
    }

    [Fact]
    public async Task An_event_above_4_MiB_does_not_stop_the_feed()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        string big = new('x', 5 * 1024 * 1024);
        _ = rig.Outages.Add("o1", why: big);
        _ = rig.Outages.Add("o2");
        await using FeedReader reader = rig.Read(Acme + "?from=start", gateway.ViewerSecret);
        _ = await reader.OpenAsync();
        Assert.Equal(["o1", "o2"], await reader.TakeAsync(2));
    }
}
