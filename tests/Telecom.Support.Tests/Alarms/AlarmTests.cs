using Telecom.Support.Cases;
using Telecom.Support.Tests.Alarms.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms;

public sealed class AlarmTests
{
    private static readonly long s_start = AlarmRun.Monday.ToUnixTimeMilliseconds() * 1000;

    [Fact]
    public async Task Warnings_come_at_their_shares_and_the_breach_a_microsecond_after_the_deadline()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("infopromo", "1");
        (int Percent, long AtUs)[] marks = [(50, Minutes(7.5)), (75, Minutes(11.25)), (90, Minutes(13.5)), (100, Minutes(15) + 1)];
        for (int i = 0; i < marks.Length; i++)
        {
            run.Clock.Set(s_start + marks[i].AtUs - 1);
            Assert.Equal(i, (await run.SettledAsync(i)).Count);
            run.Clock.Set(s_start + marks[i].AtUs);
            WrittenAlarm alarm = (await run.SettledAsync(i + 1))[i];
            Assert.Equal((marks[i].Percent == 100 ? AlarmKind.Breach : AlarmKind.Warning, "respond", marks[i].Percent, run.Clock.NowUs), alarm.Said);
            Assert.Equal((opened.Name, run.Clock.NowUs, s_start + Minutes(15)), (alarm.Case, alarm.RecordedAtUs, alarm.Data.DeadlineUs));
        }

        Assert.Equal(ClockState.Breached, (await run.Replica.GetAsync(opened)).Clocks[0].State);
        Assert.Equal(opened.Etag, (await run.Replica.GetAsync(opened)).Etag);
    }

    [Fact]
    public async Task Rungs_are_climbed_by_the_contracts_ladder_or_by_that_for_all_others()
    {
        await using AlarmRun run = await AlarmRun.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Support:Alarms:WarnPercent:0"] = "99",
            ["Support:Alarms:Ladders:infopromo:0:Percent"] = "150",
            ["Support:Alarms:Ladders:infopromo:0:To"] = "the head of the desk",
            ["Support:Alarms:Ladders:infopromo:0:Clock"] = "respond",
            ["Support:Alarms:Ladders:infopromo:1:Percent"] = "80",
            ["Support:Alarms:Ladders:infopromo:1:To"] = "the shift",
            ["Support:Alarms:Ladders:*:0:Percent"] = "100",
            ["Support:Alarms:Ladders:*:0:To"] = "everyone",
        });
        Case infopromo = await run.Replica.OpenAsync("infopromo", "1");
        Case omniful = await run.Replica.OpenAsync("omniful", "P1", "system_inaccessible");
        run.Clock.Jump(TimeSpan.FromHours(25));
        IReadOnlyList<WrittenAlarm> alarms = await run.SettledAsync(13);
        Assert.Equal(13, alarms.Count);
        Assert.Equal(
            [("respond", 80, Minutes(12), "the shift", 1), ("respond", 150, Minutes(22.5), "the head of the desk", 2), ("resolve", 80, Minutes(19.2 * 60), "the shift", 1)],
            Rungs(infopromo));

        // Four working hours from noon in Dubai, and eight: the noon after.
        Assert.Equal(
            [("respond", 100, Minutes(4 * 60) + 1, "everyone", 1), ("resolve", 100, Minutes(24 * 60) + 1, "everyone", 1)],
            Rungs(omniful));
        Assert.Equal(2, (await run.Replica.GetAsync(infopromo)).EscalationLevel);
        Assert.Equal(1, (await run.Replica.GetAsync(omniful)).EscalationLevel);

        IEnumerable<(string Clock, int Percent, long AtUs, string? To, int Level)> Rungs(Case opened) =>
        [
            .. alarms.Where(alarm => alarm.Case == opened.Name && alarm.Data.Kind == AlarmKind.Escalation)
                .Select(alarm => (alarm.Data.Clock, alarm.Data.Percent, alarm.Data.DueAtUs - s_start, alarm.Data.EscalatedTo, alarm.Data.EscalationLevel)),
        ];
    }

    [Fact]
    public async Task What_was_due_while_the_service_was_down_is_written_at_its_start_each_with_its_own_instant()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        _ = await run.Replica.OpenAsync("infopromo", "1");
        run.Clock.Jump(TimeSpan.FromMinutes(8));
        _ = await run.SettledAsync(1);
        await run.StopReplicaAsync();
        run.Clock.Jump(TimeSpan.FromHours(48));
        await run.StartReplicaAsync();
        IReadOnlyList<WrittenAlarm> alarms = await run.SettledAsync(8);
        Assert.Equal(
            [
                (AlarmKind.Warning, "respond", 50, s_start + Minutes(7.5)),
                (AlarmKind.Warning, "respond", 75, s_start + Minutes(11.25)),
                (AlarmKind.Warning, "respond", 90, s_start + Minutes(13.5)),
                (AlarmKind.Breach, "respond", 100, s_start + Minutes(15) + 1),
                (AlarmKind.Warning, "resolve", 50, s_start + Minutes(12 * 60)),
                (AlarmKind.Warning, "resolve", 75, s_start + Minutes(18 * 60)),
                (AlarmKind.Warning, "resolve", 90, s_start + Minutes(21.6 * 60)),
                (AlarmKind.Breach, "resolve", 100, s_start + Minutes(24 * 60) + 1),
            ],
            alarms.Select(alarm => alarm.Said));
        Assert.All(alarms.Skip(1), alarm => Assert.Equal(run.Clock.NowUs, alarm.RecordedAtUs));

        await run.StopReplicaAsync();
        await run.StartReplicaAsync();
        Assert.Equal(8, (await run.SettledAsync(8)).Count);
    }

    [Fact]
    public async Task A_step_after_a_deadline_finds_the_breach_written_before_it()
    {
        // The alarm clock looks once in a minute and knows nothing of the jump: the step comes first.
        await using AlarmRun run = await AlarmRun.StartAsync(settings: new Dictionary<string, string?> { ["Support:Alarms:Poll"] = "00:01:00" });
        Case opened = await run.Replica.OpenAsync("infopromo", "1");
        run.Clock.Jump(TimeSpan.FromMinutes(16));
        Case answered = await run.Replica.ChangeAsync(opened, new CaseChange { Acknowledge = new Acknowledge() });
        Assert.Equal((ClockState.Breached, run.Clock.NowUs), (answered.Clocks[0].State, answered.Times.AcknowledgedAtUs));
        IEnumerable<string> types = (await run.StoredAsync()).Where(stored => stored.Stream == opened.Name).Select(stored => stored.Type);
        Assert.Equal(["case.opened.v1", "case.alarm.v1", "case.alarm.v1", "case.alarm.v1", "case.alarm.v1", CaseSteps.StoreType(CaseStep.Acknowledged)], types);
        Assert.Equal(
            [50, 75, 90, 100],
            (await run.SettledAsync(4)).Select(alarm => alarm.Data.Percent));
    }

    private static long Minutes(double minutes) => (long)(minutes * 60_000_000);
}
