using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Feed;

public sealed class FeedTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Acme = "/api/v1/customers/acme/events";

    public static TheoryData<string> Versions => ["1.1", "2.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_happens_to_outages_and_cases_comes_in_one_feed(string version)
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        _ = rig.Outages.Add("before");
        await using FeedReader reader = rig.Read(Acme, gateway.ViewerSecret, Version.Parse(version));
        HttpResponseMessage response = await reader.OpenAsync();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("no", Assert.Single(response.Headers.GetValues("X-Accel-Buffering")));
        Assert.Empty(response.Content.Headers.ContentEncoding);

        _ = rig.Outages.Add("foreign", "customers/globex");
        _ = rig.Outages.Add("o1");
        (string type, JsonElement data) = (await reader.NextAsync())!.Value;
        Assert.Equal(("outage", "o1", "detected"), (type, data.GetProperty("id").GetString(), data.GetProperty("kind").GetString()));
        Assert.Equal("customers/acme/outages/o1", data.GetProperty("outage").GetProperty("name").GetString());
        Assert.Equal("2026-11-01T23:00:00Z", data.GetProperty("recordedAt").GetString());
        Assert.Equal("o9.c0", reader.LastEventId);

        _ = rig.Cases.Add("c1");
        (type, data) = (await reader.NextAsync())!.Value;
        Assert.Equal(("case", "c1", "case.alarm", "in_progress"), (
            type, data.GetProperty("id").GetString(), data.GetProperty("type").GetString(), data.GetProperty("state").GetString()));
        Assert.Equal("breach", data.GetProperty("alarm").GetProperty("kind").GetString());
        Assert.Equal("o9.c3", reader.LastEventId);
        Assert.Equal(TimeSpan.FromSeconds(2), reader.Retry);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_reader_that_comes_back_to_a_restarted_gateway_gets_every_event_once(string version)
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        List<string> seen = [];
        List<string> expected = [];
        string last = "";
        for (int life = 0; life < 3; life++)
        {
            await using (FeedReader reader = rig.Read(last.Length == 0 ? Acme + "?from=start" : Acme, gateway.ViewerSecret, Version.Parse(version)))
            {
                if (last.Length > 0)
                {
                    _ = reader.After(last);
                }

                _ = await reader.OpenAsync();
                for (int i = 0; i < 10; i++)
                {
                    expected.Add(rig.Outages.Add($"o{life}-{i}").Id);
                    expected.Add(rig.Cases.Add($"c{life}-{i}").Id);
                }

                // The reader dies with a part read, the second time in mid-stream, otherwise with the gateway.
                seen.AddRange(await reader.TakeAsync(life == 0 ? 13 : expected.Count - seen.Count - (life == 1 ? 4 : 0)));
                if (life != 1)
                {
                    Task stopped = rig.StopGatewayAsync();
                    JsonElement? end = null;
                    while (await reader.NextAsync() is { } item)
                    {
                        if (item.Type == "end")
                        {
                            end = item.Data;
                        }
                        else
                        {
                            seen.Add(item.Data.GetProperty("id").GetString()!);
                        }
                    }

                    Assert.Equal("DRAINING", end?.GetProperty("reason").GetString());
                    await stopped;
                }

                last = reader.LastEventId;
            }

            if (life == 1)
            {
                await rig.StopGatewayAsync();
            }

            // What happens while nobody is there.
            expected.Add(rig.Outages.Add($"o{life}-away").Id);
            expected.Add(rig.Cases.Add($"c{life}-away").Id);
            await rig.StartGatewayAsync();
        }

        await using FeedReader rest = rig.Read(Acme, gateway.ViewerSecret, Version.Parse(version)).After(last);
        _ = await rest.OpenAsync();
        seen.AddRange(await rest.TakeAsync(expected.Count - seen.Count));
        Assert.Equal(expected.Where(id => id[0] == 'o'), seen.Where(id => id[0] == 'o'));
        Assert.Equal(expected.Where(id => id[0] == 'c'), seen.Where(id => id[0] == 'c'));
    }

    [Fact]
    public async Task A_reader_without_an_id_begins_now_or_at_the_start_as_it_asks()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        _ = rig.Outages.Add("o1");
        _ = rig.Cases.Add("c1");
        await using FeedReader all = rig.Read(Acme + "?from=start", gateway.ViewerSecret);
        _ = await all.OpenAsync();
        Assert.Equal(["c1", "o1"], (await all.TakeAsync(2)).Order());
        await using FeedReader half = rig.Read(Acme + "?lastEventId=o3.c0", gateway.ViewerSecret);
        _ = await half.OpenAsync();
        Assert.Equal(["c1"], await half.TakeAsync(1));
        await using FeedReader now = rig.Read(Acme, gateway.ViewerSecret);
        _ = await now.OpenAsync();
        _ = rig.Outages.Add("o2");
        Assert.Equal(["o2"], await now.TakeAsync(1));
    }

    [Fact]
    public async Task Staff_reads_the_feed_of_all_customers()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        await using FeedReader reader = rig.Read("/api/v1/events", gateway.SupportSecret);
        _ = await reader.OpenAsync();
        _ = rig.Outages.Add("o1");
        _ = rig.Outages.Add("o2", "customers/globex");
        Assert.Equal(["o1", "o2"], await reader.TakeAsync(2));
    }

    [Theory]
    [InlineData("/api/v1/customers/globex/events", "viewer", 404, "NOT_FOUND")]
    [InlineData("/api/v1/events", "viewer", 404, "NOT_FOUND")]
    [InlineData("/api/v1/customers/acme/events", "agent", 403, "PERMISSION_DENIED")]
    [InlineData("/api/v1/customers/No%20Id/events", "support", 400, "INVALID_ARGUMENT")]
    public async Task A_reader_that_may_not_read_is_told_before_the_feed_begins(string path, string who, int status, string reason)
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        string secret = who switch { "viewer" => gateway.ViewerSecret, "agent" => gateway.AgentSecret, _ => gateway.SupportSecret };
        await using FeedReader reader = rig.Read(path, secret);
        HttpResponseMessage response = await reader.OpenAsync();
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, reason), ((int)response.StatusCode, problem.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("Last-Event-ID", "o1", "")]
    [InlineData("Last-Event-ID", "o1.c99999999999999999999", "")]
    [InlineData("lastEventId", "", "?lastEventId=c1.o1")]
    [InlineData("from", "", "?from=yesterday")]
    [InlineData("from", "", "?from=start&lastEventId=o1.c1")]
    public async Task A_wrong_beginning_is_refused_with_the_name_of_its_field(string field, string header, string query)
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        await using FeedReader reader = rig.Read(Acme + query, gateway.ViewerSecret);
        HttpResponseMessage response = await (header.Length > 0 ? reader.After(header) : reader).OpenAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(field, Assert.Single(problem.GetProperty("violations").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_service_that_goes_away_is_said_to_be_behind_and_loses_nothing()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        await using FeedReader reader = rig.Read(Acme, gateway.ViewerSecret);
        _ = await reader.OpenAsync();
        _ = rig.Cases.Add("c1");
        Assert.Equal(["c1"], await reader.TakeAsync(1));

        await rig.StopSupportAsync();
        (string type, JsonElement status) = (await reader.NextAsync())!.Value;
        Assert.Equal(("status", "cases", "behind", "DEPENDENCY_UNAVAILABLE"), (
            type, status.GetProperty("part").GetString(), status.GetProperty("state").GetString(), status.GetProperty("reason").GetString()));
        _ = rig.Cases.Add("c2");
        _ = rig.Outages.Add("o1");
        Assert.Equal(["o1"], await reader.TakeAsync(1));

        await rig.StartSupportAsync();
        (type, status) = (await reader.NextAsync())!.Value;
        Assert.Equal(("status", "live"), (type, status.GetProperty("state").GetString()));
        Assert.Equal(["c2"], await reader.TakeAsync(1));
        Assert.Equal([-1, 3], rig.Cases.Feed.Opened);

        // The first token would have expired on a longer absence: each attempt has its own.
        Assert.Equal(2, rig.Cases.Tokens.Distinct().Count());
    }

    [Fact]
    public async Task A_feed_begins_also_while_a_service_is_away()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        await rig.StopSupportAsync();
        await using FeedReader reader = rig.Read(Acme, gateway.ViewerSecret).After("o0.c0");
        HttpResponseMessage response = await reader.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("behind", (await reader.NextAsync())!.Value.Data.GetProperty("state").GetString());
        _ = rig.Cases.Add("c1");
        await rig.StartSupportAsync();
        Assert.Equal(["c1"], await reader.TakeAsync(1));
    }

    [Fact]
    public async Task A_part_that_the_roles_do_not_reach_stays_out()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        string billing = gateway.Directory_.Add("billing00000", "provider/keys/billing00000", "Bill", Role.Billing);
        await using FeedReader reader = rig.Read(Acme, billing);
        _ = await reader.OpenAsync();
        (string type, JsonElement status) = (await reader.NextAsync())!.Value;
        Assert.Equal(("status", "cases", "not_allowed", "PERMISSION_DENIED"), (
            type, status.GetProperty("part").GetString(), status.GetProperty("state").GetString(), status.GetProperty("reason").GetString()));
        _ = rig.Cases.Add("c1");
        _ = rig.Outages.Add("o1");
        Assert.Equal(["o1"], await reader.TakeAsync(1));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_feed_whose_credential_no_longer_holds_ends_with_the_reason(string version)
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway);
        await using FeedReader reader = rig.Read(Acme, gateway.ViewerSecret, Version.Parse(version));
        _ = await reader.OpenAsync();
        _ = rig.Outages.Add("o1");
        _ = await reader.TakeAsync(1);
        LiveCalls calls = rig.Gateway.Services.GetRequiredService<LiveCalls>();
        Assert.True(Assert.Single(calls.All).End(RpcFailure.Unauthenticated("The key no longer holds.")));
        (string type, JsonElement end) = (await reader.NextAsync())!.Value;
        Assert.Equal(("end", "UNAUTHENTICATED", 401), (type, end.GetProperty("reason").GetString(), end.GetProperty("status").GetInt32()));
        Assert.Null(await reader.NextAsync());
        Assert.Equal("o3.c0", reader.LastEventId);
        await Eventually.HoldsAsync(() => calls.Count == 0, "the call is over");
    }

    [Fact]
    public async Task A_customer_has_a_limited_number_of_feeds()
    {
        await using FeedRig rig = await FeedRig.StartAsync(gateway, new() { ["Gateway:Feed:MaxFeedsPerCustomer"] = "1" });
        await using (FeedReader first = rig.Read(Acme, gateway.ViewerSecret))
        {
            _ = await first.OpenAsync();
            await using FeedReader second = rig.Read(Acme, gateway.ViewerSecret);
            HttpResponseMessage refused = await second.OpenAsync();
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Contains("MaxFeedsPerCustomer", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await using FeedReader staff = rig.Read(Acme, gateway.SupportSecret);
            Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync()).StatusCode);
        }

        _ = await Eventually.BecomesAsync(
            async () =>
            {
                await using FeedReader again = rig.Read(Acme, gateway.ViewerSecret);
                HttpResponseMessage response = await again.OpenAsync();
                return response.StatusCode;
            },
            status => status == HttpStatusCode.OK,
            "the place is free again");
    }
}
