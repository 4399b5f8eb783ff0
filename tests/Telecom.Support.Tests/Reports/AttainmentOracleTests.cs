using System.Globalization;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;
using Range = Telecom.Common.V1.TimeRange;

namespace Telecom.Support.Tests.Reports;

/// <summary>Figures of random histories against those that are counted from every case by itself.</summary>
public sealed class AttainmentOracleTests
{
    private const int Cases = 40;
    private const int Rounds = 6;
    private const long Hour = 3_600_000_000;
    private static readonly string[] s_causes = ["system_inaccessible", "minor_bug", "major_bug"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Figures_are_what_the_cases_themselves_say(int seed)
    {
        await using SupportRun run = await SupportRun.StartAtAsync(Instants.At("2026-05-04T08:00:00Z"));
        var random = new Random(seed);
        ReportDesk desk = new(run);
        List<string> names = await HistoriesAsync(run, desk, random);
        Case[] cases = [.. await Task.WhenAll(names.Select(desk.CaseAsync))];
        Assert.True(cases.SelectMany(one => one.Clocks).Select(clock => clock.State).Distinct().Count() > 4, "the histories are too much alike");

        foreach ((string parent, string contract) in new[] { ("customers/acme", ""), ("customers/globex", ""), ("customers/-", ""), ("customers/-", "contracts/omniful") })
        {
            Range[] ranges = [desk.Around, .. Enumerable.Range(0, 4).Select(_ => Between(cases[random.Next(Cases)], cases[random.Next(Cases)], random.Next(2)))];
            foreach (Range reported in ranges)
            {
                Case[] chosen =
                [
                    .. cases.Where(one => (parent == "customers/-" || one.Name.StartsWith(parent + "/", StringComparison.Ordinal))
                        && one.ReportedAtUs >= reported.StartUs && one.ReportedAtUs < reported.EndUs && (contract.Length == 0 || one.Rules.Contract == contract)),
                ];
                GetAttainmentResponse found = await desk.GetAsync(parent, reported, contract);
                Assert.Equal(chosen.Length, found.CaseCount);
                Assert.Equal(Expected(chosen), found.Rows);
                Assert.All(found.Rows, row => Assert.Equal(
                    chosen.Count(one => one.Rules.Contract == row.Contract && one.Severity == row.Severity && one.Clocks.Any(clock => clock.Name == row.Clock)),
                    row.Met + row.Breached + row.Open + row.Unjudged));
                foreach (AttainmentRow row in found.Rows)
                {
                    IReadOnlyList<AttainmentCase> behind = await desk.ListAsync(row, ClockOutcome.Unspecified, 7, parent, reported);
                    Assert.Equal(
                        [row.Met, row.Breached, row.Open, row.Unjudged],
                        Enumerable.Range(1, 4).Select(outcome => behind.LongCount(one => one.Outcome == (ClockOutcome)outcome)));
                }
            }
        }
    }

    /// <summary>From the report of one case to that of another, with the later one or without.</summary>
    private static Range Between(Case one, Case other, int more) => new()
    {
        StartUs = Math.Min(one.ReportedAtUs, other.ReportedAtUs),
        EndUs = Math.Max(one.ReportedAtUs, other.ReportedAtUs) + 1 + more,
    };

    private static IEnumerable<AttainmentRow> Expected(IEnumerable<Case> cases) => cases
        .SelectMany(one => one.Clocks.Select(clock => (Row: (one.Rules.Contract, one.Severity, Order: clock.Name switch { "respond" => 0, "fix" => 1, _ => 2 }), Clock: clock)))
        .GroupBy(pair => pair.Row, pair => pair.Clock)
        .OrderBy(row => row.Key.Contract, StringComparer.Ordinal).ThenBy(row => row.Key.Severity, StringComparer.Ordinal).ThenBy(row => row.Key.Order)
        .Select(row => Row(row.Key.Contract, row.Key.Severity, [.. row]));

    private static AttainmentRow Row(string contract, string severity, Clock[] clocks)
    {
        int met = clocks.Count(clock => clock.State == ClockState.Met);
        int breached = clocks.Count(clock => clock.State == ClockState.Breached);
        int stopped = clocks.Count(clock => clock.State == ClockState.Stopped);
        long[] took = [.. clocks.Where(clock => clock.DoneAtUs != 0 && clock.StartedAtUs != 0).Select(clock => clock.ElapsedUs)];
        var row = new AttainmentRow
        {
            Contract = contract,
            Severity = severity,
            Clock = clocks[0].Name,
            Met = met,
            Breached = breached,
            Open = clocks.Length - met - breached - stopped,
            Unjudged = stopped,
            AttainmentPct = met + breached == 0
                ? ""
                : Math.Round(100m * met / (met + breached), 4, MidpointRounding.AwayFromZero).ToString("0.0000", CultureInfo.InvariantCulture),
        };
        foreach (int percent in took.Length == 0 ? Array.Empty<int>() : [50, 90, 95])
        {
            // Nearest rank: the least of the values that at least so many percent of them do not exceed.
            row.Percentiles.Add(new Percentile { Percent = percent, ValueUs = took.Where(value => took.Count(other => other <= value) * 100 >= percent * took.Length).Min() });
        }

        return row;
    }

    private static async Task<List<string>> HistoriesAsync(SupportRun run, ReportDesk desk, Random random)
    {
        List<string> names = [];
        for (int i = 0; i < Cases; i++)
        {
            names.Add(await OpenAsync(desk, random));
            run.Clock.Jump(run.Clock.GetUtcNow().AddMinutes(random.Next(20)));
        }

        int taken = 0;
        for (int round = 0; round < Rounds; round++)
        {
            foreach (string name in names)
            {
                taken += await desk.TryTakeAsync(Step(run, random, names[random.Next(3)]), name) ? 1 : 0;
                run.Clock.Jump(run.Clock.GetUtcNow().AddMinutes(random.Next(30)));
            }
        }

        Assert.True(taken > Cases, $"only {taken} steps were legal");
        return names;
    }

    private static Task<string> OpenAsync(ReportDesk desk, Random random) => random.Next(4) switch
    {
        0 => desk.OpenAsync($"{random.Next(1, 4)}", customer: "globex"),
        1 => desk.OpenAsync("P1", s_causes[random.Next(s_causes.Length)], "omniful"),
        2 => desk.OpenAsync($"P{random.Next(2, 4)}", subscription: "omniful"),
        _ => desk.OpenAsync($"{random.Next(1, 4)}"),
    };

    private static CaseChange Step(SupportRun run, Random random, string master) => random.Next(16) switch
    {
        0 or 1 => Steps.Acknowledge,
        2 => Steps.Respond,
        3 => Steps.Wait,
        4 or 5 => Steps.Resume,
        6 => Steps.Accept,
        7 => Steps.Decline,
        8 or 9 => Steps.Resolve,
        10 => Steps.Reopen,
        11 => Steps.Close,
        12 => random.Next(3) == 0 ? Steps.Cancel : Steps.DuplicateOf(master),
        13 => Steps.Severity($"{random.Next(1, 4)}"),
        14 => Steps.Severity("P1", s_causes[random.Next(s_causes.Length)]),
        _ => Steps.AgreeUntil(run.NowUs + (random.Next(100) * Hour)),
    };
}
