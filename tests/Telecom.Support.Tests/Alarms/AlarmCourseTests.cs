using Telecom.Support.Tests.Alarms.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms;

/// <summary>What the course of a case does to its alarms.</summary>
public sealed class AlarmCourseTests
{
    private static readonly long s_start = AlarmRun.Monday.ToUnixTimeMilliseconds() * 1000;

    [Fact]
    public async Task A_pause_holds_alarms_and_they_come_later()
    {
        // Noon in Dubai; four working hours to respond.
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("omniful", "P1", "system_inaccessible");
        At(run, 1);
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Wait = new Wait { WaitingOn = WaitingOn.Customer, Question = "Which site?" } });
        At(run, 3);
        Assert.Empty(await run.SettledAsync(0));
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Resume = new Resume { Answer = "All of them." } });
        At(run, 4);
        Assert.Equal([(AlarmKind.Warning, "respond", 50, Us(4))], await run.SaidAsync(1));

        // Closing is five hours after the report: three hours have run. The rest of the fourth is in the morning, 16 hours later.
        At(run, 24);
        Assert.Equal(
            [
                (AlarmKind.Warning, "respond", 75, Us(5)), (AlarmKind.Warning, "respond", 90, Us(21.6)), (AlarmKind.Warning, "resolve", 50, Us(22)),
                (AlarmKind.Breach, "respond", 100, Us(22) + 1), (AlarmKind.Warning, "resolve", 75, Us(24)),
            ],
            (await run.SaidAsync(6)).Skip(1));
    }

    [Fact]
    public async Task A_raised_severity_makes_new_alarms_and_those_of_the_old_promise_end()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("infopromo", "2");
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Acknowledge = new Acknowledge() });
        At(run, 20);
        Assert.Empty(await run.SettledAsync(0));

        // 24 hours from the report instead of 72: half of them and three quarters are over already.
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { ChangeSeverity = new ChangeSeverity { Severity = "1", Reason = "All is down." } });
        Assert.Equal([(50, Us(12), Us(20)), (75, Us(18), Us(20))], (await run.SettledAsync(2)).Select(alarm => (alarm.Data.Percent, alarm.Data.DueAtUs, alarm.RecordedAtUs)));
        At(run, 100);
        Assert.Equal(
            [
                (AlarmKind.Warning, "resolve", 50, Us(12)), (AlarmKind.Warning, "resolve", 75, Us(18)), (AlarmKind.Warning, "resolve", 90, Us(21.6)),
                (AlarmKind.Breach, "resolve", 100, Us(24) + 1),
            ],
            await run.SaidAsync(4));
    }

    [Fact]
    public async Task A_severity_that_is_raised_after_a_warning_warns_of_the_new_promise_and_keeps_the_old_word()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("infopromo", "2");
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Acknowledge = new Acknowledge() });
        At(run, 37);
        _ = await run.SettledAsync(1);
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { ChangeSeverity = new ChangeSeverity { Severity = "1", Reason = "All is down." } });
        At(run, 100);
        Assert.Equal([(50, Us(36)), (50, Us(12)), (75, Us(18)), (90, Us(21.6)), (100, Us(24) + 1)], (await run.SaidAsync(5)).Select(said => (said.Percent, said.DueAtUs)));
    }

    [Fact]
    public async Task A_reopened_case_goes_on_with_its_clock_and_repeats_nothing()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("infopromo", "1");
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Acknowledge = new Acknowledge() });
        At(run, 13);
        _ = await run.SettledAsync(1);
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Resolve = new Resolve { Resolution = "Switched over." } });
        At(run, 19);
        Assert.Single(await run.SettledAsync(1));
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Reopen = new Reopen { Reason = "Down again." } });

        // It stood still for six hours.
        At(run, 31);
        Assert.Equal(
            [
                (AlarmKind.Warning, "resolve", 50, Us(12)), (AlarmKind.Warning, "resolve", 75, Us(24)), (AlarmKind.Warning, "resolve", 90, Us(27.6)),
                (AlarmKind.Breach, "resolve", 100, Us(30) + 1),
            ],
            await run.SaidAsync(4));
    }

    [Fact]
    public async Task A_case_that_ended_raises_nothing_more()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case withdrawn = await run.Replica.OpenAsync("infopromo", "1");
        Case goesOn = await run.Replica.OpenAsync("infopromo", "1");
        _ = await run.Replica.ChangeAsync(withdrawn, new CaseChange { Cancel = new Cancel { Reason = "Our own router." } });
        At(run, 48);
        Assert.All(await run.SettledAsync(8), alarm => Assert.Equal(goesOn.Name, alarm.Case));
        Assert.Equal(8, (await run.AlarmsAsync()).Count);
    }

    private static void At(AlarmRun run, double hours) => run.Clock.Set(Us(hours));

    private static long Us(double hours) => s_start + (long)(hours * 3_600_000_000);
}
