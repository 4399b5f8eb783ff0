using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>Lists: filters, masks, pages, and whose cases they show.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private SupportRun? _run;
    private string _first = "";
    private string _second = "";
    private string _third = "";

    private SupportRun Run => _run!;

    public async Task InitializeAsync()
    {
        _run = await SupportRun.StartAtAsync(Instants.At("2026-04-16T16:00:00+04:00"));
        OpenCaseRequest request = CaseCalls.OpenRequest();
        request.Case.Circuit = "customers/acme/circuits/north";
        _first = (await Run.Client.OpenCaseAsync(request, Run.Admin)).Case.Name;
        Run.Clock.Jump(Run.Clock.GetUtcNow().AddMinutes(1));
        _second = (await Run.OpenAsync(severity: "2")).Name;
        _ = await Run.TakeAsync(_second, Changes.Acknowledge());
        Run.Clock.Jump(Run.Clock.GetUtcNow().AddMinutes(1));
        _third = (await Run.OpenAsync("omniful", "P1", "minor_bug")).Name;
        _ = await Run.TakeAsync(_third, Changes.Wait());
    }

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task Filters_show_what_they_name()
    {
        Assert.Equal([_third, _second, _first], await NamesAsync(new ListCasesRequest()));
        Assert.Equal([_first], await NamesAsync(new ListCasesRequest { States = { CaseState.Open } }));
        Assert.Equal([_third, _second], await NamesAsync(new ListCasesRequest { States = { CaseState.InProgress, CaseState.Pending } }));
        Assert.Equal([_third, _first], await NamesAsync(new ListCasesRequest { Severities = { "1", "P1" } }));
        Assert.Equal([_second, _first], await NamesAsync(new ListCasesRequest { Subscription = CaseCalls.Subscription("main") }));
        Assert.Equal([_first], await NamesAsync(new ListCasesRequest { Circuit = "customers/acme/circuits/north" }));
        Assert.Empty(await NamesAsync(new ListCasesRequest { Circuit = "customers/acme/circuits/north", Severities = { "2" } }));
        _ = await Run.TakeAsync(_first, Changes.Severity("3"));
        Assert.Equal([_first], await NamesAsync(new ListCasesRequest { Severities = { "3" } }));
    }

    [Fact]
    public async Task Due_before_is_about_clocks_whose_step_is_still_to_be_done()
    {
        long respondBy = (await Run.GetAsync(_first)).Clock("respond").DueAtUs;
        Assert.Empty(await NamesAsync(new ListCasesRequest { DueBeforeUs = respondBy }));
        Assert.Equal([_first], await NamesAsync(new ListCasesRequest { DueBeforeUs = respondBy + 1 }));

        // Acknowledged, the next is the resolution in 72 h; the third waits for the customer and has no deadline.
        long resolveBy = (await Run.GetAsync(_second)).Clock("resolve").DueAtUs;
        Assert.Equal([_first], await NamesAsync(new ListCasesRequest { DueBeforeUs = resolveBy }));
        Assert.Equal([_second, _first], await NamesAsync(new ListCasesRequest { DueBeforeUs = resolveBy + 1 }));
        Assert.Equal((resolveBy, 0L), ((await Run.GetAsync(_second)).NextDueAtUs, (await Run.GetAsync(_third)).NextDueAtUs));

        // Overdue is due before.
        Run.Clock.Jump(Instants.FromMicroseconds(respondBy).AddDays(30));
        Assert.Equal([_second, _first], await NamesAsync(new ListCasesRequest { DueBeforeUs = resolveBy + 1 }));
        _ = await Run.TakeAsync(_first, Changes.Resolve());
        Assert.Equal([_second], await NamesAsync(new ListCasesRequest { DueBeforeUs = resolveBy + 1 }));
    }

    [Fact]
    public async Task All_customers_are_listed_for_staff_alone()
    {
        OpenCaseRequest request = CaseCalls.OpenRequest();
        (request.Parent, request.Case.Subscription) = ("customers/globex", "customers/globex/subscriptions/main");
        string other = (await Run.Client.OpenCaseAsync(request, Run.Stranger)).Case.Name;
        Assert.Equal(
            new[] { _first, _second, _third, other }.Order(),
            (await NamesAsync(new ListCasesRequest { Parent = "customers/-" }, Run.Desk)).Order());
        Assert.Equal([other], await NamesAsync(new ListCasesRequest { Parent = "customers/globex" }, Run.Stranger));
        RpcException refused = await CaseCalls.RefusedAsync(() => NamesAsync(new ListCasesRequest { Parent = "customers/-" }));
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_read_mask_returns_its_fields_and_no_others()
    {
        ListCasesResponse masked = await ListAsync(new ListCasesRequest { ReadMask = new FieldMask { Paths = { "name", "state", "rules.plan" } } });
        Assert.Equal(
            new Case { Name = _first, State = CaseState.Open, Rules = new CaseRules { Plan = "premium" } },
            masked.Cases.Single(found => found.Name == _first));
        ListCasesResponse all = await ListAsync(new ListCasesRequest { ReadMask = new FieldMask { Paths = { "*" } } });
        Assert.Equal(await Run.GetAsync(_first), all.Cases.Single(found => found.Name == _first));
        RpcException refused = await CaseCalls.RefusedAsync(() => ListAsync(new ListCasesRequest { ReadMask = new FieldMask { Paths = { "name", "colour" } } }));
        Assert.Equal(("read_mask", "NO_SUCH_FIELD"), CaseCalls.ViolationOf(refused));
    }

    [Fact]
    public async Task A_page_token_belongs_to_its_question()
    {
        ListCasesResponse page = await ListAsync(new ListCasesRequest { PageSize = 1 });
        Assert.Equal(2, (await ListAsync(new ListCasesRequest { PageToken = page.NextPageToken })).Cases.Count);
        foreach (ListCasesRequest other in new[]
        {
            new ListCasesRequest { PageToken = page.NextPageToken, Severities = { "1" } },
            new ListCasesRequest { PageToken = page.NextPageToken, DueBeforeUs = 1 },
            new ListCasesRequest { PageToken = page.NextPageToken, Parent = "customers/-" },
        })
        {
            RpcException refused = await CaseCalls.RefusedAsync(() => ListAsync(other, Run.Desk));
            Assert.Equal(("page_token", "BAD_PAGE_TOKEN"), CaseCalls.ViolationOf(refused));
        }

        RpcException method = await CaseCalls.RefusedAsync(async () => await Run.Client.PreviewRulesAsync(
            new PreviewRulesRequest { Parent = "customers/acme", PageToken = page.NextPageToken }, Run.Desk));
        Assert.Equal(("page_token", "BAD_PAGE_TOKEN"), CaseCalls.ViolationOf(method));
    }

    [Fact]
    public async Task Wrong_filters_are_refused_together()
    {
        var wrong = new ListCasesRequest { States = { CaseState.Open, (CaseState)99 }, DueBeforeUs = -1, Subscription = "main", Circuit = "north", PageSize = -1 };
        Assert.Equal(
            ["circuit", "due_before_us", "page_size", "states[1]", "subscription"], CaseCalls.FieldsOf(await CaseCalls.RefusedAsync(() => ListAsync(wrong))));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(ListCasesRequest request, Metadata? who = null) =>
        [.. (await ListAsync(request, who)).Cases.Select(found => found.Name)];

    private async Task<ListCasesResponse> ListAsync(ListCasesRequest request, Metadata? who = null)
    {
        request.Parent = request.Parent.Length > 0 ? request.Parent : "customers/acme";
        return await Run.Client.ListCasesAsync(request, who ?? Run.Admin);
    }
}
