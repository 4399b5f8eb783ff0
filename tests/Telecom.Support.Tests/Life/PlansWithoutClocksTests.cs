using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>Agreements that promise no time: nothing is invented, and a case is still a case.</summary>
public sealed class PlansWithoutClocksTests
{
    [Theory]
    [InlineData("2026-04-17T08:59:59.999999+08:00", false, "2026-04-17T09:00:00+08:00")]
    [InlineData("2026-04-17T09:00:00+08:00", true, "2026-04-17T18:00:00+08:00")]
    [InlineData("2026-04-17T17:59:59.999999+08:00", true, "2026-04-17T18:00:00+08:00")]
    [InlineData("2026-04-17T18:00:00+08:00", false, "2026-04-20T09:00:00+08:00")]
    [InlineData("2026-04-18T12:00:00+08:00", false, "2026-04-20T09:00:00+08:00")]
    [InlineData("2026-04-17T01:00:00Z", true, "2026-04-17T10:00:00Z")]
    public async Task Justlogin_shows_when_its_channel_is_open_and_promises_no_time(string now, bool open, string changes)
    {
        await using SupportRun run = await SupportRun.StartAtAsync(Instants.At(now));
        Case opened = await run.OpenAsync("justlogin", "");
        Assert.Empty(opened.Clocks);
        Assert.Equal(
            new ChannelHours { Open = open, ChangesAtUs = Instants.Us(changes), Hours = "Mon-Fri 09:00-18:00 Asia/Singapore", Clause = "support" },
            opened.ChannelHours);
        Assert.Equal(("Plan payroll of contracts/justlogin promises no time to respond or to resolve.", 0L), (opened.NoClocksBecause, opened.NextDueAtUs));
        run.Clock.Jump(Instants.At(changes));
        Assert.Equal(!open, (await run.GetAsync(opened.Name)).ChannelHours.Open);
    }

    [Fact]
    public async Task A_holiday_that_the_subscription_states_closes_the_channel()
    {
        Catalog.V1.CatalogSnapshot catalogue = Catalogue.Snapshot();
        catalogue.Subscriptions.Single(found => found.Name == CaseCalls.Subscription("justlogin")).Calendar = new Catalog.V1.WorkCalendar { Holidays = { "2026-04-20" } };
        await using SupportRun run = await SupportRun.StartAtAsync(Instants.At("2026-04-17T18:00:00+08:00"), catalogue);
        ChannelHours hours = (await run.OpenAsync("justlogin", "")).ChannelHours;
        Assert.Equal((false, Instants.Us("2026-04-21T09:00:00+08:00")), (hours.Open, hours.ChangesAtUs));
    }

    [Theory]
    [InlineData("justlogin", "Plan payroll of contracts/justlogin promises no time to respond or to resolve.", true)]
    [InlineData("justopex", "Plan portal of contracts/justopex promises no time to respond or to resolve.", false)]
    [InlineData("tagoio", "Plan middleware of contracts/tagoio promises no time to respond or to resolve.", false)]
    public async Task A_case_without_clocks_lives_and_claims_refer_to_it(string subscription, string because, bool channel)
    {
        await using SupportRun run = await SupportRun.StartAtAsync(Instants.At("2026-04-17T12:00:00Z"));
        string name = (await run.OpenAsync(subscription, "")).Name;
        foreach (CaseChange change in new[] { Changes.Acknowledge(), Changes.Wait(), Changes.Resume(), Changes.Escalate(), Changes.Link("customers/acme/claims/k1"), Changes.Resolve(), Changes.Reopen(), Changes.Resolve(), Changes.Close() })
        {
            run.Clock.Jump(run.Clock.GetUtcNow().AddDays(40));
            ChangeCaseResponse taken = await run.TakeAsync(name, change);
            Assert.Empty(taken.Effects);
            Assert.Empty(taken.Case.Clocks);
        }

        Case closed = await run.GetAsync(name);
        Assert.Equal((because, channel, CaseState.Closed), (closed.NoClocksBecause, closed.ChannelHours is not null, closed.State));
        Assert.Equal(["customers/acme/claims/k1"], closed.Links);
        Assert.Empty(closed.Rules.Severities);
        Assert.DoesNotContain(await run.EventsAsync(name), found => found.Alarm is not null);
    }

    [Fact]
    public async Task Steps_about_clocks_are_refused_where_there_are_none()
    {
        await using SupportRun run = await SupportRun.StartAtAsync(Instants.At("2026-04-17T12:00:00Z"));
        string name = (await run.OpenAsync("tagoio", "")).Name;
        RpcException severity = await CaseCalls.RefusedAsync(() => run.TakeAsync(name, Changes.Severity("1")));
        Assert.Equal(("change.change_severity.severity", "NO_SUCH_SEVERITY"), CaseCalls.ViolationOf(severity));
        foreach (CaseChange change in new[] { Changes.Agree(run.NowUs), Changes.Accept(), Changes.Decline() })
        {
            RpcException refused = await CaseCalls.RefusedAsync(() => run.TakeAsync(name, change));
            Assert.Equal("ILLEGAL_TRANSITION", RpcErrorDetails.ReasonOf(refused));
        }
    }
}
