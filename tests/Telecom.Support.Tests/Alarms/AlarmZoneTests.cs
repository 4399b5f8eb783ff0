using System.Globalization;
using Telecom.Support.Tests.Alarms.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms;

/// <summary>Clock changes inside working time: 00:00 to 08:00 local, every day, eight hours to respond, reported at the midnight before.</summary>
public sealed class AlarmZoneTests
{
    [Theory]

    // Forward at 02:00: Sunday has seven working hours, the eighth is Monday's first.
    [InlineData("Europe/Berlin", "2027-03-27T23:00:00Z", "2027-03-28T03:00:00Z", "2027-03-28T05:00:00Z", "2027-03-28T22:12:00Z", "2027-03-28T23:00:00Z")]

    // Back at 03:00: Sunday has nine.
    [InlineData("Europe/Berlin", "2027-10-30T22:00:00Z", "2027-10-31T02:00:00Z", "2027-10-31T04:00:00Z", "2027-10-31T05:12:00Z", "2027-10-31T06:00:00Z")]

    // Forward by half an hour at 02:00: seven and a half.
    [InlineData("Australia/Lord_Howe", "2027-10-02T13:30:00Z", "2027-10-02T17:30:00Z", "2027-10-02T19:30:00Z", "2027-10-02T20:42:00Z", "2027-10-03T13:30:00Z")]

    // Back by half an hour at 02:00: eight and a half.
    [InlineData("Australia/Lord_Howe", "2027-04-03T13:00:00Z", "2027-04-03T17:00:00Z", "2027-04-03T19:00:00Z", "2027-04-03T20:12:00Z", "2027-04-03T21:00:00Z")]
    public async Task Alarms_count_the_working_time_of_the_day_on_which_clocks_change(string zone, string reported, params string[] marks)
    {
        DateTimeOffset start = DateTimeOffset.Parse(reported, CultureInfo.InvariantCulture);
        await using AlarmRun run = await AlarmRun.StartAsync(start, ContractCatalogue.AtNight(zone));
        Case opened = await run.Replica.OpenAsync("omniful", "P1", "major_bug");
        long[] instants = [.. marks.Select(mark => DateTimeOffset.Parse(mark, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1000)];
        Assert.Equal(("respond", instants[3]), (opened.Clocks[0].Name, opened.Clocks[0].DueAtUs));
        instants[3]++;
        for (int i = 0; i < instants.Length; i++)
        {
            run.Clock.Set(instants[i] - 1);
            Assert.Equal(i, (await RespondAsync(run, i)).Count);
            run.Clock.Set(instants[i]);
            IReadOnlyList<WrittenAlarm> alarms = await RespondAsync(run, i + 1);
            Assert.Equal((i + 1, instants[i], instants[i]), (alarms.Count, alarms[i].Data.DueAtUs, alarms[i].RecordedAtUs));
        }

        Assert.Equal([50, 75, 90, 100], (await RespondAsync(run, 4)).Select(alarm => alarm.Data.Percent));
    }

    private static async Task<IReadOnlyList<WrittenAlarm>> RespondAsync(AlarmRun run, int count) =>
        [.. (await run.SettledAsync(count)).Where(alarm => alarm.Data.Clock == "respond")];
}
