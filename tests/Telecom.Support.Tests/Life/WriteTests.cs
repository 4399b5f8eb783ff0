using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>Steps and updates: tried, repeated, and what they leave behind.</summary>
public sealed class WriteTests : IAsyncLifetime
{
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAtAsync(Instants.At("2026-05-04T08:00:00Z"));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task A_step_that_is_only_validated_shows_its_effects_and_writes_nothing()
    {
        Case opened = await Run.OpenAsync(severity: "2");
        ChangeCaseResponse tried = await Run.TakeAsync(opened.Name, Changes.Severity("1"), validateOnly: true, requestId: "");
        Assert.Equal("1", tried.Case.Severity);
        Assert.Equal(["respond", "resolve"], tried.Effects.Select(effect => effect.Clock));
        Assert.Equal(
            [(30L, 15L), (72 * 60L, 24 * 60L)],
            tried.Effects.Select(effect => ((effect.DueBeforeUs - Run.NowUs) / 60_000_000, (effect.DueAfterUs - Run.NowUs) / 60_000_000)));
        Assert.All(tried.Effects, effect => Assert.Equal((ClockState.Running, ClockState.Running, true), (effect.StateBefore, effect.StateAfter, effect.Why.Length > 10)));
        Assert.Equal(opened, await Run.GetAsync(opened.Name));
        Assert.Single(await Run.EventsAsync(opened.Name));

        ChangeCaseResponse taken = await Run.TakeAsync(opened.Name, Changes.Severity("1"));
        Assert.Equal((tried.Effects, tried.Case), (taken.Effects, taken.Case));
        Assert.Equal(taken.Case, await Run.GetAsync(opened.Name, Run.Desk));
    }

    [Fact]
    public async Task A_repeated_step_has_the_same_answer_and_one_event()
    {
        Case opened = await Run.OpenAsync();
        string request = Guid.NewGuid().ToString();
        Case first = (await Run.TakeAsync(opened.Name, Changes.Acknowledge(), etag: opened.Etag, requestId: request)).Case;
        ChangeCaseResponse second = await Run.TakeAsync(opened.Name, Changes.Acknowledge(), etag: opened.Etag, requestId: request);
        Assert.Equal((first, 0), (second.Case, second.Effects.Count));
        await Run.RestartAsync();
        Assert.Equal(first, (await Run.TakeAsync(opened.Name, Changes.Acknowledge(), etag: opened.Etag, requestId: request)).Case);
        Assert.Equal(["case.opened", "case.acknowledged"], (await Run.EventsAsync(opened.Name)).Select(found => found.Type));

        CaseChange other = Changes.Acknowledge();
        other.Acknowledge.Message += "!";
        foreach (CaseChange change in new[] { other, Changes.Resolve() })
        {
            RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(opened.Name, change, requestId: request));
            Assert.Equal((StatusCode.AlreadyExists, "ALREADY_EXISTS"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        }
    }

    [Fact]
    public async Task Twenty_steps_at_once_are_all_taken_and_one_request_is_taken_once()
    {
        string name = (await Run.OpenAsync()).Name;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Run.TakeAsync(name, Changes.Note($"note {i}"))));
        string request = Guid.NewGuid().ToString();
        ChangeCaseResponse[] same = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Run.TakeAsync(name, Changes.Acknowledge(), requestId: request)));
        Assert.All(same, response => Assert.Equal(CaseState.InProgress, response.Case.State));
        IReadOnlyList<CaseEvent> events = await Run.EventsAsync(name);
        Assert.Equal(12, events.Count);
        Assert.Equal(10, events.Select(found => found.Text).Where(text => text.StartsWith("note ", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public async Task An_append_in_doubt_that_did_happen_is_not_done_twice()
    {
        string name = (await Run.OpenAsync()).Name;
        string request = Guid.NewGuid().ToString();
        Run.Faults.AfterAppend = stream => stream == name;
        RpcException away = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, Changes.Acknowledge(), requestId: request));
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (away.StatusCode, RpcErrorDetails.ReasonOf(away)));
        Run.Faults.AfterAppend = null;
        Assert.Equal(CaseState.InProgress, (await Run.TakeAsync(name, Changes.Acknowledge(), requestId: request)).Case.State);
        Assert.Equal(2, (await Run.EventsAsync(name)).Count);
    }

    [Fact]
    public async Task The_steps_of_a_case_are_shown_on_it()
    {
        string name = (await Run.OpenAsync()).Name;
        long start = Run.NowUs;
        long minute = 60_000_000;
        foreach (CaseChange change in new[] { Changes.Acknowledge(), Changes.Respond(), Changes.Workaround(), Changes.Resolve(), Changes.Close() })
        {
            Run.Clock.Jump(Run.Clock.GetUtcNow().AddMinutes(1));
            _ = await Run.TakeAsync(name, change);
        }

        Case closed = await Run.GetAsync(name);
        Assert.Equal(
            new CaseTimes
            {
                AcknowledgedAtUs = start + minute,
                RespondedAtUs = start + (2 * minute),
                WorkaroundAtUs = start + (3 * minute),
                ResolvedAtUs = start + (4 * minute),
                EndedAtUs = start + (5 * minute),
            },
            closed.Times);
        Assert.Equal(("Use the other line.", "The fibre is spliced.", 0L, "6"), (closed.Workaround, closed.Resolution, closed.NextDueAtUs, closed.Etag));
        Assert.All(closed.Clocks, clock => Assert.Equal(ClockState.Met, clock.State));
        Assert.Equal([start + minute, start + (4 * minute)], closed.Clocks.Select(clock => clock.DoneAtUs));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_takes_no_step_before_the_latest()
    {
        string name = (await Run.OpenAsync()).Name;
        Run.Clock.Jump(Run.Clock.GetUtcNow().AddMinutes(10));
        _ = await Run.TakeAsync(name, Changes.Acknowledge());
        long acknowledged = Run.NowUs;
        Run.Clock.Jump(Run.Clock.GetUtcNow().AddHours(-1));
        Case resolved = (await Run.TakeAsync(name, Changes.Resolve())).Case;
        Assert.Equal((acknowledged, acknowledged), (resolved.Times.AcknowledgedAtUs, resolved.Times.ResolvedAtUs));
    }

    [Fact]
    public async Task A_duplicate_ends_and_its_master_knows_it()
    {
        string master = (await Run.OpenAsync()).Name;
        string one = (await Run.OpenAsync()).Name;
        string two = (await Run.OpenAsync()).Name;
        Case ended = (await Run.TakeAsync(one, Changes.Duplicate(master))).Case;
        _ = await Run.TakeAsync(two, Changes.Duplicate(master));
        Assert.Equal((CaseState.Cancelled, master), (ended.State, ended.DuplicateOf));
        Assert.All(ended.Clocks, clock => Assert.Equal(ClockState.Stopped, clock.State));
        Assert.Equal(new[] { one, two }.Order(StringComparer.Ordinal), (await Run.GetAsync(master)).Duplicates);
        await Run.RestartAsync();
        Assert.Equal(2, (await Run.GetAsync(master)).Duplicates.Count);

        string third = (await Run.OpenAsync()).Name;
        foreach ((string target, string reason) in new[]
        {
            (one, "IS_A_DUPLICATE"), (third, "SAME_CASE"), ("customers/acme/cases/c000000000-00000", "NO_SUCH_CASE"), ("customers/globex/cases/c1", "MALFORMED_NAME"),
        })
        {
            RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(third, Changes.Duplicate(target)));
            Assert.Equal((StatusCode.InvalidArgument, ("change.duplicate.master", reason)), (refused.StatusCode, CaseCalls.ViolationOf(refused)));
        }
    }

    [Fact]
    public async Task A_case_refers_to_outages_exclusions_claims_and_cases_each_once()
    {
        OpenCaseRequest request = CaseCalls.OpenRequest();
        request.Case.Links.Add("customers/acme/outages/o1");
        string name = (await Run.Client.OpenCaseAsync(request, Run.Admin)).Case.Name;
        string[] targets = ["customers/acme/outages/o1", "customers/acme/exclusions/e1", "customers/acme/claims/k1", name];
        foreach (string target in targets.Append(targets[1]))
        {
            _ = await Run.TakeAsync(name, Changes.Link(target), Run.Admin);
        }

        Assert.Equal(targets, (await Run.GetAsync(name)).Links);
        foreach (string wrong in new[] { "customers/globex/outages/o1", "customers/acme/circuits/north", "o1" })
        {
            RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, Changes.Link(wrong)));
            Assert.Equal(("change.link.target", "MALFORMED_NAME"), CaseCalls.ViolationOf(refused));
            OpenCaseRequest other = CaseCalls.OpenRequest();
            other.Case.Links.Add(wrong);
            Assert.Equal(("case.links[0]", "MALFORMED_NAME"), CaseCalls.ViolationOf(await CaseCalls.RefusedAsync(async () => await Run.Client.OpenCaseAsync(other, Run.Admin))));
        }
    }

    [Fact]
    public async Task An_update_changes_what_its_mask_names()
    {
        OpenCaseRequest request = CaseCalls.OpenRequest();
        (request.Case.Description, request.Case.Circuit) = ("Since a minute.", "customers/acme/circuits/north");
        Case opened = (await Run.Client.OpenCaseAsync(request, Run.Admin)).Case;

        Case title = await UpdateAsync(new Case { Title = "New", Description = "ignored" }, "title");
        Assert.Equal(("New", "Since a minute.", "2"), (title.Title, title.Description, title.Etag));
        Case cleared = await UpdateAsync(new Case { Title = "ignored", Etag = "2" }, "description", "circuit");
        Assert.Equal(("New", "", ""), (cleared.Title, cleared.Description, cleared.Circuit));
        Case without = await UpdateAsync(new Case { Circuit = "customers/acme/circuits/west" });
        Assert.Equal(("New", "customers/acme/circuits/west"), (without.Title, without.Circuit));
        Assert.Equal(without.Clocks, opened.Clocks);
        Assert.Equal(without, await Run.GetAsync(opened.Name));

        await AssertRefusedAsync(new Case { Title = "a\nb", Circuit = "customers/globex/circuits/south" }, ["case.circuit", "case.title", "update_mask"], "title", "circuit", "severity");
        await AssertRefusedAsync(new Case(), ["update_mask"]);
        RpcException stale = await CaseCalls.RefusedAsync(() => UpdateAsync(new Case { Title = "x", Etag = "1" }));
        Assert.Equal((StatusCode.Aborted, "VERSION_CONFLICT"), (stale.StatusCode, RpcErrorDetails.ReasonOf(stale)));

        async Task<Case> UpdateAsync(Case change, params string[] mask)
        {
            change.Name = opened.Name;
            var update = new UpdateCaseRequest { Case = change, RequestId = Guid.NewGuid().ToString() };
            if (mask.Length > 0)
            {
                update.UpdateMask = new FieldMask { Paths = { mask } };
            }

            return (await Run.Client.UpdateCaseAsync(update, Run.Admin)).Case;
        }

        async Task AssertRefusedAsync(Case change, string[] fields, params string[] mask) =>
            Assert.Equal(fields, CaseCalls.FieldsOf(await CaseCalls.RefusedAsync(() => UpdateAsync(change, mask))));
    }
}
