using System.Globalization;
using NodaTime;
using Telecom.Catalog.V1;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;
using Telecom.Tests.Shared;

namespace Telecom.Support.Tests.Clocks;

/// <summary>Drawn histories of cases, taken step by step through the running service, against clocks that are walked minute by minute.</summary>
public sealed class HistoryTests
{
    private const int Horizon = 70 * 24 * 60;
    private const long Minute = 60_000_000;
    private static readonly string[] s_clocks = ["respond", "fix", "resolve"];

    [Fact]
    public async Task Any_history_has_the_clocks_that_walking_every_minute_gives()
    {
        int rounds = Proofs.Rounds(40, 1000);
        int readings = 0;
        await using SupportRun run = await SupportRun.StartAtAsync(Instants.At("2026-01-01T00:00:00Z"), CatalogueOfAll());
        for (int round = 0; round < rounds; round++)
        {
            readings += await PlayAsync(run, Proofs.Numbers(51, round), DrawnPlan.All[round % DrawnPlan.All.Count], round);
        }

        Assert.True(readings > rounds * 10, $"TELECOM_SEED={Proofs.Seed}: only {readings} readings in {rounds} histories");
        Proofs.Report("case-histories", string.Create(CultureInfo.InvariantCulture, $"{rounds} drawn histories of cases, {readings} clocks read on the way, as walking every minute gives"));
    }

    /// <summary>Plays a history and compares after every step; returns how many clocks were compared.</summary>
    private static async Task<int> PlayAsync(SupportRun run, Random random, DrawnPlan plan, int round)
    {
        // Around the nights in which clocks change, in spring and in autumn.
        int day = random.Next(2) == 0 ? random.Next(55, 100) : random.Next(265, 310);
        DateTimeOffset reported = Instants.At("2026-01-01T00:00:00Z").AddDays(day).AddMinutes(random.Next(1440));
        int reportedLevel = random.Next(plan.Levels.Count);
        int level = reportedLevel;
        var slow = new SlowClocks(plan, level, plan.Counted(Instant.FromDateTimeOffset(reported), Horizon));
        run.Clock.Jump(reported);
        Case shown = await run.OpenAsync(plan.Subscription, plan.Levels[level].Severity, plan.Levels[level].Cause);
        List<DrawnStep> history = [];
        string story = $"{plan.Subscription}, {reported:O}, {plan.Levels[level].Severity} {plan.Levels[level].Cause}";
        int compared = Compare(0);
        int steps = random.Next(3, 14);
        int minute = 0;
        for (int i = 0; i < steps && shown.State is not (CaseState.Closed or CaseState.Cancelled); i++)
        {
            minute += Gap(random);
            (DrawnKind? kind, CaseChange change) = Draw(random, shown, plan, ref level);
            run.Clock.Jump(reported.AddMinutes(minute));
            story += string.Create(CultureInfo.InvariantCulture, $"\n{minute}: {change.StepCase} {level}");
            shown = (await run.TakeAsync(shown.Name, change)).Case;
            if (kind is { } told)
            {
                history.Add(new DrawnStep(minute, told, level));
            }

            compared += Compare(minute);
        }

        for (int i = 0; i < 3; i++)
        {
            minute += 720 + Gap(random);
            run.Clock.Jump(reported.AddMinutes(minute));
            shown = await run.GetAsync(shown.Name);
            story += string.Create(CultureInfo.InvariantCulture, $"\n{minute}: read");
            compared += Compare(minute);
        }

        return compared;

        int Compare(int now)
        {
            foreach (string clock in s_clocks)
            {
                SlowReading? expected = slow.Read(clock, history, now);
                SlowReading? actual = Read(shown, clock);
                Assert.True(expected == actual, $"TELECOM_SEED={Proofs.Seed}, history {round}, {clock}:\nexpected {expected}\nshown    {actual}\n{story}");
            }

            Assert.Equal(shown.Clocks.Where(clock => clock is { DoneAtUs: 0, DueAtUs: > 0 } && clock.State != ClockState.Stopped).Select(clock => clock.DueAtUs).DefaultIfEmpty(0).Min(), shown.NextDueAtUs);
            return shown.Clocks.Count;
        }
    }

    /// <summary>A step that is legal now; its kind is null when no clock looks at it.</summary>
    private static (DrawnKind? Kind, CaseChange Change) Draw(Random random, Case shown, DrawnPlan plan, ref int level)
    {
        bool waits = shown.State is CaseState.Pending or CaseState.Held;
        if (shown.State == CaseState.Resolved)
        {
            return random.Next(4) == 0 ? (DrawnKind.End, Changes.Close()) : (DrawnKind.Reopen, Changes.Reopen());
        }

        switch (random.Next(12))
        {
            case 0 or 1 when shown.Times.AcknowledgedAtUs == 0 && shown.Clock("respond").DoneAtUs == 0:
                return (DrawnKind.Answer, Changes.Acknowledge());
            case 2:
                return (DrawnKind.Answer, Changes.Respond());
            case 3 or 4 or 5:
                return waits ? (DrawnKind.Resume, Changes.Resume()) : (DrawnKind.Ask, Changes.Wait());
            case 6:
                return waits ? (DrawnKind.Resume, Changes.Resume()) : (DrawnKind.Order, Changes.Wait(WaitingOn.Supplier));
            case 7 or 8:
                level = (level + random.Next(1, plan.Levels.Count)) % plan.Levels.Count;
                return (DrawnKind.Level, Changes.Severity(plan.Levels[level].Severity, plan.Levels[level].Cause));
            case 9 or 10:
                return (DrawnKind.Resolve, Changes.Resolve());
            case 11 when random.Next(3) == 0:
                return (DrawnKind.End, Changes.Cancel());
            default:
                return (null, Changes.Note());
        }
    }

    private static int Gap(Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => 1,
        2 => 15,
        3 => random.Next(1, 60),
        4 => 480,
        5 => random.Next(1, 3 * 1440),
        _ => random.Next(1, 600),
    };

    private static SlowReading? Read(Case shown, string name)
    {
        if (shown.Clocks.SingleOrDefault(found => found.Name == name) is not { } clock)
        {
            return null;
        }

        Assert.Equal(clock.TargetUs - clock.ElapsedUs, clock.RemainingUs);
        return new SlowReading(
            Minutes(clock.TargetUs), After(clock.StartedAtUs), Minutes(clock.ElapsedUs), Minutes(clock.PausedUs), After(clock.DueAtUs), After(clock.DoneAtUs), clock.State);

        int? After(long us) => us == 0 ? null : Minutes(us - shown.ReportedAtUs);

        static int Minutes(long us)
        {
            Assert.Equal(0, us % Minute);
            return (int)(us / Minute);
        }
    }

    private static CatalogSnapshot CatalogueOfAll()
    {
        CatalogSnapshot snapshot = Catalogue.Snapshot();
        string[] days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
        foreach (DrawnPlan plan in DrawnPlan.All.Where(plan => plan.Zone is not null))
        {
            string name = CaseCalls.Subscription(plan.Subscription);
            Subscription? subscription = snapshot.Subscriptions.SingleOrDefault(found => found.Name == name);
            if (subscription is null)
            {
                snapshot.Subscriptions.Add(subscription = new Subscription { Name = name, Contract = "contracts/omniful", Plan = "saas" });
            }

            if (plan.Subscription != "omniful")
            {
                subscription.Calendar = new WorkCalendar
                {
                    TimeZone = plan.Zone,
                    Weekend = { plan.Weekend.Select(day => days[(int)day - 1]) },
                    Holidays = { plan.Holidays },
                    Opens = Text(plan.Opens),
                    Closes = Text(plan.Closes),
                };
            }
        }

        return snapshot;

        static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
    }
}
