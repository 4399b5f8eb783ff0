using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests;

public sealed class ReadCaseTests : IAsyncLifetime
{
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAsync();

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task Cases_come_newest_first_in_pages_of_any_size_and_new_ones_move_nothing()
    {
        List<string> newestFirst = [];
        for (int i = 0; i < 23; i++)
        {
            newestFirst.Insert(0, await OpenAsync($"case {i}"));
            Run.Clock.Advance(TimeSpan.FromMilliseconds(i % 3));
        }

        // Within one millisecond the order is by id; the oracle sorts the few that share theirs.
        foreach (int size in new[] { 1, 2, 7, 22, 23, 24, 1000, 0 })
        {
            List<Case> listed = [];
            var request = new ListCasesRequest { Parent = "customers/acme", PageSize = size };
            do
            {
                ListCasesResponse page = await Run.Client.ListCasesAsync(request, Run.Admin);
                Assert.InRange(page.Cases.Count, 1, size == 0 ? 100 : size);
                listed.AddRange(page.Cases);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            Assert.Equal(newestFirst.Order(), listed.Select(found => found.Name).Order());
            Assert.Equal(listed.OrderByDescending(found => found.ReportedAtUs).ThenByDescending(found => found.Name, StringComparer.Ordinal), listed);
        }

        ListCasesResponse first = await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme", PageSize = 5 }, Run.Admin);
        _ = await OpenAsync("a new one");
        ListCasesResponse second = await Run.Client.ListCasesAsync(
            new ListCasesRequest { Parent = "customers/acme", PageSize = 5, PageToken = first.NextPageToken }, Run.Admin);
        Assert.Empty(second.Cases.Select(found => found.Name).Intersect(first.Cases.Select(found => found.Name)));
        Assert.DoesNotContain(second.Cases, found => found.Title == "a new one");
    }

    [Fact]
    public async Task A_restart_shows_the_same_list()
    {
        string name = await OpenAsync("kept");
        await Run.RestartAsync();
        Case listed = Assert.Single((await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme" }, Run.Admin)).Cases);
        Assert.Equal((name, "kept"), (listed.Name, listed.Title));
        Assert.Equal(listed, (await Run.Client.GetCaseAsync(new GetCaseRequest { Name = name }, Run.Admin)).Case);
    }

    [Fact]
    public async Task Another_customers_cases_look_like_none()
    {
        string name = await OpenAsync("mine");
        string absent = "customers/acme/cases/c000000000-00000";
        foreach ((Metadata who, string asked) in new[] { (Run.Stranger, name), (Run.Stranger, absent), (Run.Admin, absent), (Run.Desk, absent) })
        {
            RpcException refused = await FailAsync(async () => await Run.Client.GetCaseAsync(new GetCaseRequest { Name = asked }, who));
            Assert.Equal((StatusCode.NotFound, $"There is no {asked}."), (refused.StatusCode, refused.Status.Detail));
        }

        Assert.Equal(StatusCode.NotFound, (await FailAsync(async () => await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/acme" }, Run.Stranger))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await FailAsync(async () => await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/nobody" }, Run.Desk))).StatusCode);
        Assert.Empty((await Run.Client.ListCasesAsync(new ListCasesRequest { Parent = "customers/globex" }, Run.Stranger)).Cases);
        Assert.Equal(StatusCode.NotFound, (await FailAsync(async () => await Run.Client.OpenCaseAsync(Request("x"), Run.Stranger))).StatusCode);
        Assert.Equal(name, (await Run.Client.GetCaseAsync(new GetCaseRequest { Name = name }, Run.Desk)).Case.Name);
    }

    [Fact]
    public async Task A_viewer_reads_and_does_not_open()
    {
        Metadata viewer = Run.As(new Caller("Vera", "acme", new HashSet<Role> { Role.CustomerViewer }, null));
        string name = await OpenAsync("read me");
        Assert.Equal(name, (await Run.Client.GetCaseAsync(new GetCaseRequest { Name = name }, viewer)).Case.Name);
        Assert.Equal(StatusCode.PermissionDenied, (await FailAsync(async () => await Run.Client.OpenCaseAsync(Request("x"), viewer))).StatusCode);
    }

    public static TheoryData<ListCasesRequest, string[]> Wrong() => new()
    {
        { new ListCasesRequest { Parent = "acme" }, ["parent"] },
        { new ListCasesRequest { Parent = "customers/acme", PageSize = -1 }, ["page_size"] },
        { new ListCasesRequest { Parent = "customers/acme", PageSize = 1001 }, ["page_size"] },
        { new ListCasesRequest { Parent = "customers/acme", PageToken = "x y" }, ["page_token"] },
        { new ListCasesRequest { Parent = "customers/acme", PageToken = "eA" }, ["page_token"] },
        { new ListCasesRequest { Parent = "customers/acme", PageToken = new string('A', 5000), PageSize = -5 }, ["page_size", "page_token"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_page_is_refused_by_field(ListCasesRequest request, string[] fields)
    {
        RpcException refused = await FailAsync(async () => await Run.Client.ListCasesAsync(request, Run.Admin));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(fields, RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)?.FieldViolations.Select(violation => violation.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c1")]
    [InlineData("customers/acme/circuits/north")]
    [InlineData("customers/acme/cases/UP")]
    public async Task A_malformed_name_is_refused(string name) => Assert.Equal(
        StatusCode.InvalidArgument,
        (await FailAsync(async () => await Run.Client.GetCaseAsync(new GetCaseRequest { Name = name }, Run.Admin))).StatusCode);

    [Fact]
    public async Task Before_the_catalogue_was_ever_seen_the_caller_is_told_to_come_back()
    {
        await using SupportRun blind = await SupportRun.StartAsync(withCatalogue: false);
        RpcException away = await FailAsync(async () => await blind.Client.OpenCaseAsync(Request("x"), blind.Admin));
        Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (away.StatusCode, RpcErrorDetails.ReasonOf(away)));
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(away));
    }

    private async Task<string> OpenAsync(string title) => (await Run.Client.OpenCaseAsync(Request(title), Run.Admin)).Case.Name;

    private static OpenCaseRequest Request(string title) => new()
    {
        Parent = "customers/acme",
        RequestId = Guid.NewGuid().ToString(),
        Case = new Case { Subscription = "customers/acme/subscriptions/main", Severity = "2", Title = title },
    };

    private static Task<RpcException> FailAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);
}
