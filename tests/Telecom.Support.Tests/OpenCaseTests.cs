using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests;

public sealed class OpenCaseTests : IAsyncLifetime
{
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAsync();

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Theory]
    [InlineData("1", 15, 24)]
    [InlineData("2", 30, 72)]
    [InlineData("3", 30, 12)]
    public async Task A_case_states_its_deadlines(string severity, long acknowledgeMinutes, long resolveHours)
    {
        Case opened = await OpenAsync(Request(severity: severity));
        Assert.Matches("^customers/acme/cases/c[0-9a-z]{9}-[0-9a-z]{5}$", opened.Name);
        Assert.Equal((CaseState.Open, Run.NowUs, "Ada", "1"), (opened.State, opened.ReportedAtUs, opened.ReportedBy, opened.Etag));
        Assert.Equal(["respond", "resolve"], opened.Clocks.Select(clock => clock.Name));
        Assert.Equal([acknowledgeMinutes * 60_000_000, resolveHours * 3_600_000_000], opened.Clocks.Select(clock => clock.TargetUs));
        Assert.All(opened.Clocks, clock =>
        {
            Assert.Equal((Run.NowUs, Run.NowUs + clock.TargetUs), (clock.StartedAtUs, clock.DueAtUs));
            Assert.Equal((clock.TargetUs, ClockState.Running, "support"), (clock.RemainingUs, clock.State, clock.Clause));
        });
    }

    [Fact]
    public async Task Clocks_run_and_pass_their_deadline_without_anything_being_stored()
    {
        Case opened = await OpenAsync(Request());
        Run.Clock.Advance(TimeSpan.FromMinutes(15));
        Case due = await GetAsync(opened.Name);
        Assert.Equal((0L, ClockState.Running), (due.Clocks[0].RemainingUs, due.Clocks[0].State));
        Run.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Case late = await GetAsync(opened.Name);
        Assert.Equal((-1L, ClockState.Breached), (late.Clocks[0].RemainingUs, late.Clocks[0].State));
        Assert.Equal(ClockState.Running, late.Clocks[1].State);
        Assert.Equal(opened.Etag, late.Etag);
        Run.Clock.Advance(TimeSpan.FromHours(24));
        Assert.All((await GetAsync(opened.Name)).Clocks, clock => Assert.Equal(ClockState.Breached, clock.State));
    }

    [Fact]
    public async Task The_same_request_opens_one_case_however_often_and_over_a_restart()
    {
        OpenCaseRequest request = Request();
        Case first = await OpenAsync(request);
        Run.Clock.Advance(TimeSpan.FromMinutes(1));
        Case second = await OpenAsync(request);
        Assert.Equal((first.Name, first.ReportedAtUs), (second.Name, second.ReportedAtUs));

        await Run.RestartAsync();
        Case third = await OpenAsync(request);
        Assert.Equal((first.Name, first.ReportedAtUs), (third.Name, third.ReportedAtUs));
        Assert.Single((await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme" }, Run.Admin)).Cases);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_while_the_catalogue_is_away()
    {
        OpenCaseRequest request = Request();
        Case first = await OpenAsync(request);
        await Run.RestartAsync(withCatalogue: false);
        Assert.Equal(first.Name, (await OpenAsync(request)).Name);
        Assert.Equal(2, (await GetAsync(first.Name)).Clocks.Count);
    }

    [Fact]
    public async Task Twenty_at_once_with_one_request_id_get_one_case()
    {
        OpenCaseRequest request = Request();
        Case[] cases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync(request)));
        Assert.Single(cases.Select(opened => opened.Name).Distinct());
        Assert.Single(cases.Select(opened => opened.ReportedAtUs).Distinct());
    }

    [Fact]
    public async Task Of_two_contents_at_once_under_one_request_id_one_wins_and_the_other_is_told()
    {
        OpenCaseRequest one = Request();
        OpenCaseRequest other = one.Clone();
        other.Case.Title = "Something else";
        Task<Case>[] calls = [.. Enumerable.Range(0, 10).Select(i => OpenAsync(i % 2 == 0 ? one : other))];
        List<string> names = [];
        int refused = 0;
        foreach (Task<Case> call in calls)
        {
            try
            {
                names.Add((await call).Name);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.AlreadyExists)
            {
                refused++;
            }
        }

        Assert.Single(names.Distinct());
        Assert.Equal((5, 5), (names.Count, refused));
    }

    [Fact]
    public async Task Other_content_under_a_known_request_id_already_exists()
    {
        OpenCaseRequest request = Request();
        _ = await OpenAsync(request);
        foreach (Action<Case> change in new Action<Case>[]
        {
            c => c.Title += "!", c => c.Description += "!", c => c.Severity = "2", c => c.Circuit = "", c => c.Subscription = "customers/acme/subscriptions/lost",
        })
        {
            OpenCaseRequest changed = request.Clone();
            change(changed.Case);
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(changed));
            Assert.Equal((StatusCode.AlreadyExists, "ALREADY_EXISTS"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        }
    }

    [Fact]
    public async Task The_same_request_id_of_another_customer_is_another_request()
    {
        OpenCaseRequest request = Request();
        Case mine = await OpenAsync(request);
        OpenCaseRequest theirs = request.Clone();
        theirs.Parent = "customers/globex";
        theirs.Case.Subscription = "customers/globex/subscriptions/main";
        theirs.Case.Circuit = "customers/globex/circuits/south";
        Case other = (await Run.Client.OpenCaseAsync(theirs, Run.Stranger)).Case;
        Assert.StartsWith("customers/globex/cases/", other.Name, StringComparison.Ordinal);
        Assert.NotEqual(mine.Name, other.Name);
    }

    public static TheoryData<string, string[]> Wrong() => new()
    {
        { "no parent", ["parent"] },
        { "no case", ["case.subscription", "case.title"] },
        { "no request id", ["request_id"] },
        { "nil request id", ["request_id"] },
        { "request id in braces", ["request_id"] },
        { "blank title", ["case.title"] },
        { "long title", ["case.title"] },
        { "two lines of title", ["case.title"] },
        { "long description", ["case.description"] },
        { "malformed subscription", ["case.subscription"] },
        { "unknown subscription", ["case.subscription"] },
        { "another's subscription", ["case.subscription"] },
        { "malformed circuit", ["case.circuit"] },
        { "unknown circuit", ["case.circuit"] },
        { "another's circuit", ["case.circuit"] },
        { "unknown severity", ["case.severity"] },
        { "subscription without a contract", ["case.subscription"] },
        { "everything", ["request_id", "case.subscription", "case.circuit", "case.title", "case.description"] },
        { "everything that the catalogue knows", ["case.circuit", "case.severity"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Everything_that_is_wrong_is_said_at_once(string what, string[] fields)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(Spoil(what)));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        Google.Rpc.BadRequest? bad = RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused);
        Assert.NotNull(bad);
        Assert.Equal(fields.Order(), bad.FieldViolations.Select(violation => violation.Field).Order());
        Assert.All(bad.FieldViolations, violation => Assert.True(violation.Description.Length > 5 && violation.Reason.Length > 2));
        Assert.Empty((await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme" }, Run.Desk)).Cases);
    }

    [Fact]
    public async Task A_wrong_severity_is_answered_with_those_that_the_plan_has()
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(Request(severity: "P1")));
        Assert.Contains("\"1\", \"2\", \"3\"", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("P1", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lengths_are_counted_in_characters_and_their_limits_are_legal()
    {
        OpenCaseRequest request = Request();
        request.Case.Title = string.Concat(Enumerable.Repeat("😀", 200));
        request.Case.Description = string.Concat(Enumerable.Repeat("ü", 10_000));
        Case opened = await OpenAsync(request);
        Assert.Equal((request.Case.Title, request.Case.Description), (opened.Title, opened.Description));
    }

    [Fact]
    public async Task A_full_disk_is_told_with_a_time_to_come_back_and_nothing_is_half_open()
    {
        OpenCaseRequest request = Request();
        foreach (string stage in new[] { "/case-requests/", "/cases/" })
        {
            Run.Faults.BeforeAppend = stream => stream.Contains(stage, StringComparison.Ordinal);
            await AssertStoreAwayAsync(request);
            Assert.Empty((await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme" }, Run.Admin)).Cases);
        }

        long requestedAt = Run.NowUs;
        Run.Faults.BeforeAppend = null;
        Run.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(requestedAt, (await OpenAsync(request)).ReportedAtUs);
    }

    [Theory]
    [InlineData("/case-requests/")]
    [InlineData("/cases/")]
    public async Task An_append_in_doubt_that_did_happen_is_not_done_twice(string stage)
    {
        OpenCaseRequest request = Request();
        Run.Faults.AfterAppend = stream => stream.Contains(stage, StringComparison.Ordinal);
        await AssertStoreAwayAsync(request);
        Run.Faults.AfterAppend = null;
        Case opened = await OpenAsync(request);
        ListCasesResponse listed = await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme" }, Run.Admin);
        Assert.Equal(opened.Name, Assert.Single(listed.Cases).Name);
    }

    private async Task AssertStoreAwayAsync(OpenCaseRequest request)
    {
        RpcException away = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(request));
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (away.StatusCode, RpcErrorDetails.ReasonOf(away)));
        Assert.Equal(3, RpcErrorDetails.Find<Google.Rpc.RetryInfo>(away)?.RetryDelay.Seconds);
    }

    private static OpenCaseRequest Request(string severity = "1") => new()
    {
        Parent = "customers/acme",
        RequestId = Guid.NewGuid().ToString(),
        Case = new Case
        {
            Subscription = "customers/acme/subscriptions/main",
            Severity = severity,
            Title = "The north line is down",
            Description = "Since a minute.",
            Circuit = "customers/acme/circuits/north",
        },
    };

    private static OpenCaseRequest Spoil(string what)
    {
        OpenCaseRequest request = Request();
        switch (what)
        {
            case "no parent": request.Parent = ""; break;
            case "no case": request.Case = null; break;
            case "no request id": request.RequestId = ""; break;
            case "nil request id": request.RequestId = Guid.Empty.ToString(); break;
            case "request id in braces": request.RequestId = $"{{{request.RequestId}}}"; break;
            case "blank title": request.Case.Title = " \u00a0 "; break;
            case "long title": request.Case.Title = new string('x', 201); break;
            case "two lines of title": request.Case.Title = "a\nb"; break;
            case "long description": request.Case.Description = new string('x', 10_001); break;
            case "malformed subscription": request.Case.Subscription = "main"; break;
            case "unknown subscription": request.Case.Subscription += "x"; break;
            case "another's subscription": request.Case.Subscription = "customers/globex/subscriptions/main"; break;
            case "malformed circuit": request.Case.Circuit = "north"; break;
            case "unknown circuit": request.Case.Circuit += "x"; break;
            case "another's circuit": request.Case.Circuit = "customers/globex/circuits/south"; break;
            case "unknown severity": request.Case.Severity = "4"; break;
            case "subscription without a contract": request.Case.Subscription = "customers/acme/subscriptions/lost"; break;
            case "everything":
                request.RequestId = "x";
                request.Case = new Case { Subscription = "s", Circuit = "c", Title = "", Description = new string('x', 20_000) };
                break;
            case "everything that the catalogue knows":
                request.Case.Severity = "9";
                request.Case.Circuit += "x";
                break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }

        return request;
    }

    private async Task<Case> OpenAsync(OpenCaseRequest request) => (await Run.Client.OpenCaseAsync(request, Run.Admin)).Case;

    private async Task<Case> GetAsync(string name) => (await Run.Client.GetCaseAsync(new GetCaseRequest { Name = name }, Run.Admin)).Case;
}
