using Telecom.Support.Tests.Alarms.Fixtures;
using Telecom.Support.Tests.Webhooks.Fixtures;

namespace Telecom.Support.Tests.Alarms;

/// <summary>Many alarms at once, with a store that fails and with several processes on it.</summary>
public sealed class AlarmStoreTests
{
    private const int Cases = 150;

    [Fact]
    public async Task A_store_that_goes_away_between_alarms_loses_and_doubles_none()
    {
        await using AlarmRun run = await AlarmRun.StartAsync(settings: new Dictionary<string, string?> { ["Support:Alarms:Writers"] = "3" });
        await OpenAsync(run);
        (int appends, int refused, bool away) = (0, 0, true);
        run.Replica.Store.BeforeAppend = stream =>
        {
            if (Interlocked.Increment(ref appends) > Cases / 3 && Volatile.Read(ref away))
            {
                _ = Interlocked.Increment(ref refused);
                throw GatedStore.Away();
            }
        };
        run.Clock.Jump(TimeSpan.FromMinutes(16));
        await Until.HoldsAsync(() => Volatile.Read(ref refused) > 5, "the store refuses alarms");
        Assert.InRange((await run.AlarmsAsync()).Count, 1, (Cases * 4) - 1);
        Volatile.Write(ref away, false);
        AssertEachOnce(await run.SettledAsync(Cases * 4));
    }

    [Fact]
    public async Task Several_processes_on_one_store_write_each_alarm_once()
    {
        await using AlarmRun run = await AlarmRun.StartAsync(replicas: 3);
        await OpenAsync(run);
        foreach (double minutes in (double[])[8, 12, 14, 16])
        {
            run.Clock.Set((AlarmRun.Monday.ToUnixTimeMilliseconds() * 1000) + (long)(minutes * 60_000_000));
            _ = await run.SettledAsync(1);
        }

        AssertEachOnce(await run.SettledAsync(Cases * 4));
    }

    private static async Task OpenAsync(AlarmRun run)
    {
        for (int i = 0; i < Cases; i++)
        {
            _ = await run.Replicas[i % run.Replicas.Count].OpenAsync("infopromo", "1");
        }
    }

    private static void AssertEachOnce(IReadOnlyList<WrittenAlarm> alarms)
    {
        Assert.Equal(Cases * 4, alarms.Count);
        Assert.Equal(Cases, alarms.Select(alarm => alarm.Case).Distinct().Count());
        foreach (IGrouping<string, WrittenAlarm> ofCase in alarms.GroupBy(alarm => alarm.Case))
        {
            Assert.Equal([50, 75, 90, 100], ofCase.Select(alarm => alarm.Data.Percent));
        }
    }
}
