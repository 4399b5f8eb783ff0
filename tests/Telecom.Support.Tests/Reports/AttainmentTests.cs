using Grpc.Core;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;
using Range = Telecom.Common.V1.TimeRange;

namespace Telecom.Support.Tests.Reports;

public sealed class AttainmentTests : IAsyncLifetime
{
    private const long Minute = 60_000_000;
    private const string Contract = Catalogue.Contract;
    private SupportRun? _run;

    private SupportRun Run => _run!;

    private ReportDesk Desk => new(Run);

    public async Task InitializeAsync() => _run = await SupportRun.StartAtAsync(Instants.At("2026-05-04T08:00:00Z"));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task The_figures_of_a_small_set_are_those_worked_out_by_hand()
    {
        await WorkAsync();
        GetAttainmentResponse found = await Desk.GetAsync();
        Assert.Equal((11L, Run.NowUs), (found.CaseCount, found.AsOfUs));
        AttainmentRow[] expected =
        [
            Row("1", "respond", (2, 3, 1, 2), "40.0000", 15 * Minute, 20 * Minute, 20 * Minute),
            Row("1", "resolve", (1, 3, 1, 3), "25.0000", 60 * Minute, (24 * 60 * Minute) + 1, (24 * 60 * Minute) + 1),
            Row("3", "respond", (2, 1, 0, 0), "66.6667", 10 * Minute, 31 * Minute, 31 * Minute),
            Row("3", "resolve", (0, 3, 0, 0), "0.0000"),
        ];
        Assert.Equal(expected, found.Rows);
    }

    [Fact]
    public async Task The_list_behind_a_figure_has_as_many_cases_as_the_figure_newest_first()
    {
        await WorkAsync();
        foreach (AttainmentRow row in (await Desk.GetAsync("customers/-")).Rows)
        {
            foreach ((ClockOutcome outcome, long count) in new[]
            {
                (ClockOutcome.Met, row.Met),
                (ClockOutcome.Breached, row.Breached),
                (ClockOutcome.Open, row.Open),
                (ClockOutcome.Unjudged, row.Unjudged),
                (ClockOutcome.Unspecified, row.Met + row.Breached + row.Open + row.Unjudged),
            })
            {
                foreach (int size in new[] { 1, 2, 0 })
                {
                    IReadOnlyList<AttainmentCase> behind = await Desk.ListAsync(row, outcome, size, "customers/-");
                    Assert.Equal(count, behind.Select(one => one.Case).Distinct().Count());
                    Assert.Equal(count, behind.Count);
                    Assert.All(behind, one => Assert.Equal(row.Clock, one.Clock.Name));
                    Assert.All(behind, one => Assert.True(outcome == ClockOutcome.Unspecified ? one.Outcome != outcome : one.Outcome == outcome));
                    Case[] cases = [.. await Task.WhenAll(behind.Select(one => Desk.CaseAsync(one.Case)))];
                    Assert.Equal(cases.OrderByDescending(one => one.ReportedAtUs).ThenByDescending(one => one.Name, StringComparer.Ordinal), cases);
                    Assert.All(cases.Zip(behind), pair => Assert.Equal(pair.First.Clocks.Single(clock => clock.Name == row.Clock), pair.Second.Clock));
                }
            }
        }
    }

    [Fact]
    public async Task A_case_belongs_to_the_range_in_which_it_was_reported()
    {
        long at = Run.NowUs;
        _ = await Desk.OpenAsync("1");
        foreach ((long start, long end, long count) in new[] { (at, at + 1, 1L), (at - 1, at, 0), (at + 1, at + 2, 0), (at - 5, at + 5, 1) })
        {
            GetAttainmentResponse found = await Desk.GetAsync(reported: new Range { StartUs = start, EndUs = end });
            Assert.Equal((count, (int)count * 2), (found.CaseCount, found.Rows.Count));
        }
    }

    [Fact]
    public async Task A_customer_sees_its_own_figures_and_staff_those_of_all()
    {
        _ = await Desk.OpenAsync("1");
        _ = await Desk.OpenAsync("2", customer: "globex");
        _ = await Desk.OpenAsync("3", customer: "globex");
        Assert.Equal(3, (await Desk.GetAsync("customers/-")).CaseCount);
        Assert.Equal(2, (await Desk.GetAsync("customers/globex")).CaseCount);
        Assert.Equal(1, (await Desk.GetAsync("customers/acme", by: Run.Admin)).CaseCount);
        foreach (string parent in new[] { "customers/globex", "customers/-" })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => Desk.GetAsync(parent, by: Run.Admin));
            Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Plans_that_promise_no_time_have_cases_and_no_rows()
    {
        _ = await Desk.OpenAsync("", subscription: "tagoio");
        _ = await Desk.OpenAsync("P2", subscription: "omniful");
        GetAttainmentResponse found = await Desk.GetAsync();
        Assert.Equal(2, found.CaseCount);
        Assert.Equal(["respond", "fix", "resolve"], found.Rows.Select(row => row.Clock));
        Assert.All(found.Rows, row => Assert.Equal(("contracts/omniful", "P2", 1L, ""), (row.Contract, row.Severity, row.Open, row.AttainmentPct)));
        GetAttainmentResponse none = await Desk.GetAsync(contract: Contract);
        Assert.Equal((0L, 0), (none.CaseCount, none.Rows.Count));
    }

    [Fact]
    public async Task More_cases_than_are_looked_at_in_one_go_are_all_counted_once()
    {
        const int count = 600;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await Desk.OpenAsync("1"));
        GetAttainmentResponse found = await Desk.GetAsync();
        Assert.Equal(count, found.CaseCount);
        Assert.All(found.Rows, row => Assert.Equal(count, row.Open));
        IReadOnlyList<AttainmentCase> behind = await Desk.ListAsync(found.Rows[0], ClockOutcome.Open, 250);
        Assert.Equal(count, behind.Select(one => one.Case).Distinct().Count());
        Assert.Equal(count, behind.Count);
    }

    [Fact]
    public async Task New_cases_move_nothing_between_two_pages()
    {
        for (int i = 0; i < 5; i++)
        {
            _ = await Desk.OpenAsync("1");
        }

        Range reported = Desk.Around;
        ListAttainmentCasesRequest request = Desk.Request(new AttainmentRow { Contract = Contract, Severity = "1", Clock = "respond" }, ClockOutcome.Open, 3, reported: reported);
        ListAttainmentCasesResponse first = await Run.Client.ListAttainmentCasesAsync(request, Run.Desk);
        Run.Clock.Jump(Run.Clock.GetUtcNow().AddMinutes(1));
        _ = await Desk.OpenAsync("1");
        request.PageToken = first.NextPageToken;
        ListAttainmentCasesResponse second = await Run.Client.ListAttainmentCasesAsync(request, Run.Desk);
        Assert.Equal((3, 2, ""), (first.Cases.Count, second.Cases.Count, second.NextPageToken));
        Assert.Empty(first.Cases.Select(one => one.Case).Intersect(second.Cases.Select(one => one.Case)));
    }

    /// <summary>Level 1: respond within 15 minutes, resolve within 24 hours. Level 3: 30 minutes, 12 hours.</summary>
    private async Task WorkAsync()
    {
        string a = await Desk.OpenAsync("1");
        string b = await Desk.OpenAsync("1");
        string c = await Desk.OpenAsync("1");
        string d = await Desk.OpenAsync("1");
        string e = await Desk.OpenAsync("1");
        string f = await Desk.OpenAsync("2");
        string h = await Desk.OpenAsync("1");
        string x = await Desk.OpenAsync("3");
        string y = await Desk.OpenAsync("3");
        string z = await Desk.OpenAsync("3");
        _ = await Desk.OpenAsync("1", customer: "globex");
        Desk.At("2026-05-04T08:01:00Z");
        await Desk.TakeAsync(Steps.DuplicateOf(a), h);
        Desk.At("2026-05-04T08:05:00Z");
        await Desk.TakeAsync(Steps.Cancel, d);
        Desk.At("2026-05-04T08:10:00Z");
        await Desk.TakeAsync(Steps.Acknowledge, a, x, y);
        Desk.At("2026-05-04T08:15:00Z");
        await Desk.TakeAsync(Steps.Respond, b);
        Desk.At("2026-05-04T08:20:00Z");
        await Desk.TakeAsync(Steps.Acknowledge, c);
        Desk.At("2026-05-04T08:31:00Z");
        await Desk.TakeAsync(Steps.Acknowledge, z);
        Desk.At("2026-05-04T09:00:00Z");
        await Desk.TakeAsync(Steps.Resolve, a);
        await Desk.TakeAsync(Steps.Cancel, e);
        Desk.At("2026-05-04T10:00:00Z");
        await Desk.TakeAsync(Steps.Severity("1"), f);
        Desk.At("2026-05-05T07:59:00Z");
        _ = await Desk.OpenAsync("1");
        Desk.At("2026-05-05T08:00:00.000001Z");
        await Desk.TakeAsync(Steps.Resolve, c);
    }

    private static AttainmentRow Row(
        string severity, string clock, (long Met, long Breached, long Open, long Unjudged) counts, string attainment, params long[] percentiles)
    {
        var row = new AttainmentRow
        {
            Contract = Contract,
            Severity = severity,
            Clock = clock,
            Met = counts.Met,
            Breached = counts.Breached,
            Open = counts.Open,
            Unjudged = counts.Unjudged,
            AttainmentPct = attainment,
        };
        row.Percentiles.AddRange(percentiles.Zip([50, 90, 95]).Select(pair => new Percentile { Percent = pair.Second, ValueUs = pair.First }));
        return row;
    }
}
