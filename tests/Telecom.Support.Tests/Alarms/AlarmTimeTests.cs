using Telecom.Support.Tests.Alarms.Fixtures;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms;

/// <summary>Alarms far away, and clocks that jump.</summary>
public sealed class AlarmTimeTests
{
    private static readonly long s_start = AlarmRun.Monday.ToUnixTimeMilliseconds() * 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task A_deadline_three_years_ahead_is_told_at_its_instant_however_the_clock_comes_there(int jumps)
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        long years = Hours(3 * 365 * 24);
        Case opened = await run.Replica.OpenAsync("omniful", "P2");
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Accept = new Accept() });
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Respond = new Respond { Message = "In three years." } });
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Agree = new Agree { UntilUs = s_start + years, Reason = "In the meeting." } });
        (string Clock, int Percent, long AtUs)[] marks =
        [
            .. new[] { (50, years / 2), (75, years / 4 * 3), (90, years / 10 * 9), (100, years + 1) }
                .SelectMany(mark => new[] { ("fix", mark.Item1, mark.Item2), ("resolve", mark.Item1, mark.Item2) }),
        ];
        for (int i = 1; i <= jumps; i++)
        {
            run.Clock.Set(s_start + (years * i / jumps));
            int reached = marks.Count(mark => s_start + mark.AtUs <= run.Clock.NowUs);
            Assert.Equal(reached, (await run.SettledAsync(reached)).Count);
        }

        Assert.Equal(6, (await run.AlarmsAsync()).Count);
        run.Clock.Set(s_start + years + 1);
        IReadOnlyList<WrittenAlarm> alarms = await run.SettledAsync(8);
        Assert.Equal(
            marks,
            alarms.Select(alarm => (alarm.Data.Clock, alarm.Data.Percent, alarm.Data.DueAtUs - s_start)).OrderBy(said => said.Item3).ThenBy(said => said.Clock));
        Assert.All(alarms.TakeLast(2), alarm => Assert.Equal((run.Clock.NowUs, AlarmKind.Breach), (alarm.RecordedAtUs, alarm.Data.Kind)));
    }

    [Fact]
    public async Task A_clock_that_jumps_an_hour_ahead_and_back_writes_each_alarm_once_and_harms_no_answer()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("infopromo", "1");
        run.Clock.Jump(TimeSpan.FromHours(1));
        Assert.Equal(4, (await run.SettledAsync(4)).Count);
        run.Clock.Jump(TimeSpan.FromHours(-1));
        Assert.Equal(4, (await run.SettledAsync(4)).Count);

        // Answered two minutes after the report: what a wrong clock made the service say does not make that late.
        run.Clock.Jump(TimeSpan.FromMinutes(2));
        Case answered = await run.Replica.ChangeAsync(opened, new CaseChange { Acknowledge = new Acknowledge() });
        Assert.Equal((ClockState.Met, s_start + Hours(2.0 / 60)), (answered.Clocks[0].State, answered.Clocks[0].DoneAtUs));

        run.Clock.Set(s_start + Hours(25));
        Assert.Equal(
            [
                ("respond", 50, Hours(0.125)), ("respond", 75, Hours(0.1875)), ("respond", 90, Hours(0.225)), ("respond", 100, Hours(0.25) + 1),
                ("resolve", 50, Hours(12)), ("resolve", 75, Hours(18)), ("resolve", 90, Hours(21.6)), ("resolve", 100, Hours(24) + 1),
            ],
            (await run.SettledAsync(8)).Select(alarm => (alarm.Data.Clock, alarm.Data.Percent, alarm.Data.DueAtUs - s_start)));
    }

    [Fact]
    public async Task A_clock_that_goes_back_while_an_alarm_is_being_written_only_delays_it()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("infopromo", "1");
        int reads = 0;
        run.Replica.Store.BeforeRead = stream =>
        {
            if (stream == opened.Name && Interlocked.Increment(ref reads) == 1)
            {
                run.Clock.Jump(TimeSpan.FromHours(-1));
            }
        };
        run.Clock.Jump(TimeSpan.FromHours(1));
        await Until.HoldsAsync(() => Volatile.Read(ref reads) > 0, "the case is read for its alarms");
        Assert.Equal(s_start, run.Clock.NowUs);
        Assert.Empty(await run.SettledAsync(0));
        run.Clock.Jump(TimeSpan.FromHours(1));
        Assert.Equal([50, 75, 90, 100], (await run.SettledAsync(4)).Select(alarm => alarm.Data.Percent));
    }

    private static long Hours(double hours) => (long)Math.Round(hours * 3_600_000_000);
}
