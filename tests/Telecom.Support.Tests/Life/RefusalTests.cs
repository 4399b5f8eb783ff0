using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>What is refused, and the exact answer.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string Absent = "customers/acme/cases/c000000000-00000";
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAtAsync(Instants.At("2026-05-04T08:00:00Z"));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task A_closed_case_is_not_acknowledged()
    {
        string name = (await Run.OpenAsync()).Name;
        _ = await Run.TakeAsync(name, Changes.Resolve());
        _ = await Run.TakeAsync(name, Changes.Close());
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, Changes.Acknowledge()));
        Assert.Equal((StatusCode.FailedPrecondition, "ILLEGAL_TRANSITION"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        Assert.Equal($"acknowledge of {name} is not legal: it is CLOSED; legal are note, attach, link.", refused.Status.Detail);
        Assert.Equal(
            new Dictionary<string, string> { ["case"] = name, ["state"] = "CLOSED", ["step"] = "acknowledge", ["legal"] = "note, attach, link" },
            CaseCalls.MetadataOf(refused));
    }

    [Fact]
    public async Task A_case_that_was_not_opened_is_not_resolved()
    {
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(Absent, Changes.Resolve()));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND", $"There is no {Absent}."), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused), refused.Status.Detail));
    }

    [Theory]
    [InlineData(1, "OUT_OF_RANGE")]
    [InlineData((-72L * 3_600_000_000) - 1, "OUT_OF_RANGE")]
    [InlineData(0, "")]
    [InlineData(-72L * 3_600_000_000, "")]
    public async Task Staff_state_a_report_of_the_last_three_days_and_none_in_the_future(long fromNowUs, string reason)
    {
        OpenCaseRequest request = CaseCalls.OpenRequest();
        request.Case.ReportedAtUs = Run.NowUs + fromNowUs;
        if (reason.Length == 0)
        {
            Assert.Equal(request.Case.ReportedAtUs, (await Run.Client.OpenCaseAsync(request, Run.Desk)).Case.ReportedAtUs);
            return;
        }

        RpcException refused = await CaseCalls.RefusedAsync(async () => await Run.Client.OpenCaseAsync(request, Run.Desk));
        Assert.Equal((StatusCode.InvalidArgument, ("case.reported_at_us", reason)), (refused.StatusCode, CaseCalls.ViolationOf(refused)));
    }

    [Fact]
    public async Task How_far_back_a_report_may_be_is_an_option()
    {
        await using SupportRun strict = await SupportRun.StartAtAsync(
            Run.Clock.GetUtcNow(), options: new Dictionary<string, string?> { ["Support:MaxReportAge"] = "00:00:00" });
        OpenCaseRequest request = CaseCalls.OpenRequest();
        request.Case.ReportedAtUs = strict.NowUs - 1;
        RpcException refused = await CaseCalls.RefusedAsync(async () => await strict.Client.OpenCaseAsync(request, strict.Desk));
        Assert.Equal(("case.reported_at_us", "OUT_OF_RANGE"), CaseCalls.ViolationOf(refused));
    }

    [Fact]
    public async Task A_customer_reports_now()
    {
        OpenCaseRequest request = CaseCalls.OpenRequest();
        request.Case.ReportedAtUs = Run.NowUs;
        RpcException refused = await CaseCalls.RefusedAsync(async () => await Run.Client.OpenCaseAsync(request, Run.Admin));
        Assert.Equal(("case.reported_at_us", "NOT_ALLOWED"), CaseCalls.ViolationOf(refused));
    }

    [Theory]
    [InlineData("main", "4", "", "case.severity", "NO_SUCH_SEVERITY", "allowed are \"1\", \"2\", \"3\"")]
    [InlineData("main", "", "", "case.severity", "REQUIRED", "allowed are \"1\", \"2\", \"3\"")]
    [InlineData("omniful", "1", "", "case.severity", "NO_SUCH_SEVERITY", "allowed are \"P1\", \"P2\", \"P3\"")]
    [InlineData("omniful", "P1", "", "case.cause", "REQUIRED", "allowed are \"system_inaccessible\", \"minor_bug\", \"major_bug\", \"scalability\", \"data_inconsistency\"")]
    [InlineData("omniful", "P1", "a_dog", "case.cause", "NO_SUCH_CAUSE", "\"a_dog\" is no cause of severity \"P1\"; allowed are \"system_inaccessible\"")]
    [InlineData("justopex", "1", "", "case.severity", "NO_SUCH_SEVERITY", "has no severities; leave it empty")]
    [InlineData("main", "1", "a_dog", "case.cause", "NO_SUCH_CAUSE", "has no causes; leave it empty")]
    [InlineData("omniful", "P2", "a_dog", "case.cause", "NO_SUCH_CAUSE", "\"a_dog\" is no cause of the plan; allowed are \"system_inaccessible\"")]
    [InlineData("tagoio", "", "a_dog", "case.cause", "NO_SUCH_CAUSE", "has no severities and no causes; leave it empty")]
    public async Task A_severity_that_the_plan_does_not_have_is_answered_with_those_it_has(
        string subscription, string severity, string cause, string field, string reason, string says)
    {
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.OpenAsync(subscription, severity, cause));
        Assert.Equal((StatusCode.InvalidArgument, (field, reason)), (refused.StatusCode, CaseCalls.ViolationOf(refused)));
        Assert.Contains(says, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", "1", "", "4", "", "change.change_severity.severity", "NO_SUCH_SEVERITY")]
    [InlineData("main", "1", "", "1", "", "change.change_severity.severity", "UNCHANGED")]
    [InlineData("omniful", "P1", "minor_bug", "", "a_dog", "change.change_severity.cause", "NO_SUCH_CAUSE")]
    [InlineData("omniful", "P2", "", "P1", "", "change.change_severity.cause", "REQUIRED")]
    [InlineData("main", "1", "", "", "", "change.change_severity.severity", "REQUIRED")]
    public async Task A_case_does_not_come_to_a_severity_that_the_plan_does_not_have(
        string subscription, string severity, string cause, string newSeverity, string newCause, string field, string reason)
    {
        string name = (await Run.OpenAsync(subscription, severity, cause)).Name;
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, Changes.Severity(newSeverity, newCause)));
        Assert.Equal((StatusCode.InvalidArgument, (field, reason)), (refused.StatusCode, CaseCalls.ViolationOf(refused)));
        Assert.Single(await Run.EventsAsync(name));
    }

    [Fact]
    public async Task A_stale_etag_is_told_with_both()
    {
        Case opened = await Run.OpenAsync();
        _ = await Run.TakeAsync(opened.Name, Changes.Acknowledge(), etag: opened.Etag);
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(opened.Name, Changes.Resolve(), etag: opened.Etag));
        Assert.Equal((StatusCode.Aborted, "VERSION_CONFLICT"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        Assert.Equal(
            new Dictionary<string, string> { ["case"] = opened.Name, ["etag"] = "2", ["expected_etag"] = "1" }, CaseCalls.MetadataOf(refused));
        Assert.Equal(CaseState.Resolved, (await Run.TakeAsync(opened.Name, Changes.Resolve(), etag: "2")).Case.State);
    }

    [Fact]
    public async Task An_alarm_between_reading_and_changing_is_no_conflict()
    {
        Case opened = await Run.OpenAsync();
        Run.Clock.Jump(Instants.FromMicroseconds(opened.Clock("respond").DueAtUs + 1));
        ChangeCaseResponse late = await Run.TakeAsync(opened.Name, Changes.Acknowledge(), etag: opened.Etag);
        Assert.Equal(("2", ClockState.Breached), (late.Case.Etag, late.Case.Clock("respond").State));
        Assert.Contains(await Run.EventsAsync(opened.Name), found => found.Alarm is { Kind: AlarmKind.Breach, Clock: "respond" });
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_step_is_said_at_once()
    {
        string name = (await Run.OpenAsync()).Name;
        CaseChange change = Changes.Attach("", Visibility.Internal);
        (change.Attach.Attachment.Sha256, change.Attach.Attachment.MediaType, change.Attach.Attachment.SizeBytes) = ("abc", "csv", -1);
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, change, Run.Admin, requestId: "x"));
        Assert.Equal(
            ["change.attach.attachment.file_name", "change.attach.attachment.media_type", "change.attach.attachment.sha256", "change.attach.attachment.size_bytes", "change.attach.visibility", "request_id"],
            CaseCalls.FieldsOf(refused));
    }

    public static TheoryData<string, string> Empty() => new()
    {
        { "none", "change" },
        { "respond", "change.respond.message" },
        { "wait", "change.wait.question" },
        { "agree", "change.agree.reason" },
        { "decline", "change.decline.reason" },
        { "escalate", "change.escalate.reason" },
        { "workaround", "change.workaround.text" },
        { "resolve", "change.resolve.resolution" },
        { "reopen", "change.reopen.reason" },
        { "cancel", "change.cancel.reason" },
        { "note", "change.note.text" },
        { "duplicate", "change.duplicate.master" },
        { "link", "change.link.target" },
    };

    [Theory]
    [MemberData(nameof(Empty))]
    public async Task A_step_without_what_it_needs_is_refused_by_field(string step, string field)
    {
        string name = (await Run.OpenAsync()).Name;
        CaseChange change = step switch
        {
            "respond" => new CaseChange { Respond = new Respond() },
            "wait" => new CaseChange { Wait = new Wait { WaitingOn = WaitingOn.Supplier } },
            "agree" => new CaseChange { Agree = new Agree { UntilUs = Run.NowUs } },
            "decline" => new CaseChange { Decline = new Decline() },
            "escalate" => new CaseChange { Escalate = new Escalate() },
            "workaround" => new CaseChange { Workaround = new Workaround { Text = " \n" } },
            "resolve" => new CaseChange { Resolve = new Resolve() },
            "reopen" => new CaseChange { Reopen = new Reopen() },
            "cancel" => new CaseChange { Cancel = new Cancel() },
            "note" => new CaseChange { Note = new Note() },
            "duplicate" => new CaseChange { Duplicate = new Duplicate() },
            "link" => new CaseChange { Link = new Link() },
            _ => new CaseChange(),
        };
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, change));
        Assert.Equal((StatusCode.InvalidArgument, field), (refused.StatusCode, CaseCalls.ViolationOf(refused).Field));
    }

    [Fact]
    public async Task An_agreed_time_is_not_in_the_past()
    {
        string name = (await Run.OpenAsync("omniful", "P2")).Name;
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, Changes.Agree(Run.NowUs - 1)));
        Assert.Equal(("change.agree.until_us", "IN_THE_PAST"), CaseCalls.ViolationOf(refused));
        Clock agreed = (await Run.TakeAsync(name, Changes.Agree(Run.NowUs))).Case.Clock("resolve");
        Assert.Equal((Run.NowUs, 0L, ClockState.Running), (agreed.DueAtUs, agreed.TargetUs, agreed.State));
    }

    [Fact]
    public async Task An_agreed_time_is_within_ten_years()
    {
        string name = (await Run.OpenAsync("omniful", "P2")).Name;
        long furthest = Run.NowUs + (3650L * 24 * 3_600_000_000);
        foreach (long until in new[] { furthest + 1, long.MaxValue })
        {
            RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, Changes.Agree(until)));
            Assert.Equal(("change.agree.until_us", "OUT_OF_RANGE"), CaseCalls.ViolationOf(refused));
        }

        Assert.Equal(furthest, (await Run.TakeAsync(name, Changes.Agree(furthest))).Case.Clock("resolve").DueAtUs);
    }

    [Fact]
    public async Task A_step_that_would_leave_a_case_without_a_readable_deadline_is_refused()
    {
        // A minute of work a week: 4 hours are 240 weeks, 80 hours more than the ten years that are searched.
        Catalog.V1.CatalogSnapshot catalogue = Catalogue.Snapshot();
        catalogue.Subscriptions.Single(found => found.Name == CaseCalls.Subscription("omniful")).Calendar =
            new Catalog.V1.WorkCalendar { Weekend = { "TUE", "WED", "THU", "FRI", "SAT", "SUN" }, Opens = "09:00", Closes = "09:01" };
        await using SupportRun lazy = await SupportRun.StartAtAsync(Run.Clock.GetUtcNow(), catalogue);
        Case opened = await lazy.OpenAsync("omniful", "P1", "system_inaccessible");
        RpcException refused = await CaseCalls.RefusedAsync(() => lazy.TakeAsync(opened.Name, Changes.Severity("P3")));
        Assert.Equal((StatusCode.InvalidArgument, ("change", "NO_DEADLINE")), (refused.StatusCode, CaseCalls.ViolationOf(refused)));
        Assert.Equal(opened, await lazy.GetAsync(opened.Name));
        RpcException atOnce = await CaseCalls.RefusedAsync(() => lazy.OpenAsync("omniful", "P3"));
        Assert.Equal(("case.severity", "NO_DEADLINE"), CaseCalls.ViolationOf(atOnce));
    }

    [Theory]
    [InlineData("agree", "its severity has no time that the parties agree on")]
    [InlineData("accept", "its severity needs no acceptance")]
    [InlineData("decline", "its severity needs no acceptance")]
    public async Task A_step_that_the_plan_has_no_use_for_is_illegal(string step, string because)
    {
        string name = (await Run.OpenAsync()).Name;
        CaseChange change = step switch { "agree" => Changes.Agree(Run.NowUs), "accept" => Changes.Accept(), _ => Changes.Decline() };
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, change));
        Assert.Equal((StatusCode.FailedPrecondition, "ILLEGAL_TRANSITION"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        Assert.Contains(because, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_customers_case_is_none_for_every_method()
    {
        string name = (await Run.OpenAsync()).Name;
        Func<Metadata, Task>[] calls =
        [
            who => Run.GetAsync(name, who),
            who => Run.TakeAsync(name, Changes.Note(), who),
            who => Run.EventsAsync(name, who),
            async who => await Run.Client.UpdateCaseAsync(new UpdateCaseRequest { Case = new Case { Name = name, Title = "x" }, RequestId = Guid.NewGuid().ToString() }, who),
            async who => await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme" }, who),
            async who => await Run.Client.WatchCaseEvents(new WatchCaseEventsRequest { Parent = "customers/acme" }, who).ResponseStream.MoveNext(CancellationToken.None),
        ];
        foreach (Func<Metadata, Task> call in calls)
        {
            RpcException refused = await CaseCalls.RefusedAsync(() => call(Run.Stranger));
            Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        }

        Assert.Single(await Run.EventsAsync(name));
    }

    [Fact]
    public async Task A_case_goes_up_ten_levels_and_no_further()
    {
        string name = (await Run.OpenAsync()).Name;
        for (int level = 1; level <= 10; level++)
        {
            Assert.Equal(level, (await Run.TakeAsync(name, Changes.Escalate(), Run.Admin)).Case.EscalationLevel);
        }

        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(name, Changes.Escalate()));
        Assert.Equal("ILLEGAL_TRANSITION", RpcErrorDetails.ReasonOf(refused));
    }
}
