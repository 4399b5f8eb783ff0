using Telecom.Agent.Probing;
using Telecom.Agent.Tests.Support;

namespace Telecom.Agent.Tests.Probing;

public class ScheduleTests
{
    [Fact]
    public void Slots_stay_on_the_grid_of_the_origin_however_late_each_one_is_kept()
    {
        Random random = new(1);
        Schedule schedule = new(1000, 100);
        long kept = 0;
        long skipped = 0;
        long now = 1000;
        for (int i = 0; i < 1000; i++)
        {
            now = Math.Max(now, schedule.Next) + random.Next(0, 250);
            kept++;
            skipped += schedule.Advance(now);
            Assert.Equal(0, (schedule.Next - 1000) % 100);
            Assert.InRange(schedule.Next, now + 1, now + 100);
        }

        // Every slot up to the next one was kept or skipped.
        Assert.Equal((schedule.Next - 1000) / 100, kept + skipped);
    }

    [Fact]
    public async Task Waiting_ends_at_the_slot_and_not_before()
    {
        ManualTime time = new();
        Schedule schedule = new(time.TimestampFrequency / 2, 1);
        Task waiting = schedule.WaitAsync(time, CancellationToken.None);
        time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting.Within();
        Assert.True(time.GetTimestamp() >= schedule.Next);
    }
}
