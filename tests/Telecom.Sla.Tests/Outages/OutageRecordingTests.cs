using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.V1;
using Xunit.Abstractions;

namespace Telecom.Sla.Tests.Outages;

/// <summary>From cells to events: what is found is recorded, once, and late samples change it.</summary>
public sealed class OutageRecordingTests(ITestOutputHelper output)
{
    private const OutageEventKind Detected = OutageEventKind.Detected;
    private const OutageEventKind Revised = OutageEventKind.Revised;
    private const OutageEventKind Ended = OutageEventKind.Ended;
    private const OutageEventKind Withdrawn = OutageEventKind.Withdrawn;

    [Fact]
    public async Task An_outage_is_written_once_when_it_begins_and_once_when_it_ends()
    {
        OutageRig rig = new();
        rig.Measure(0, ".....xxxxxxxx");
        await rig.WriteAsync();

        Assert.Equal([Detected], await rig.LookAsync(13));
        OutageFact begun = Assert.Single(rig.State.Live);
        Assert.Equal((true, OutageRig.At(5).Microseconds, 1L), (begun.Ongoing, begun.StartUs, begun.Place));
        Assert.Equal(OutageRig.At(13).Microseconds, begun.RecordedAtUs);
        Assert.Empty(await rig.LookAsync(13));

        rig.Measure(13, "xxxx");
        await rig.WriteAsync();
        Assert.Empty(await rig.LookAsync(17));

        rig.Measure(17, "..x...");
        await rig.WriteAsync();
        Assert.Equal([Ended], await rig.LookAsync(23));
        OutageFact over = Assert.Single(rig.State.Live);
        Assert.Equal((false, OutageRig.At(20).Microseconds, 2L), (over.Ongoing, over.EndUs, over.Place));
        Assert.Equal(begun.Name, over.Name);
        Assert.Equal(begun.RecordedAtUs, over.RecordedAtUs);
        Assert.Empty(await rig.LookAsync(40));
    }

    [Fact]
    public async Task An_outage_that_is_over_when_it_is_found_is_detected_and_ended()
    {
        OutageRig rig = new();
        rig.Measure(0, "...xxx...");
        await rig.WriteAsync();

        Assert.Equal([Detected, Ended], await rig.LookAsync(9));
        Assert.Equal([(3, 6, false)], rig.Live);
    }

    [Fact]
    public async Task Late_samples_revise_join_split_and_withdraw_and_each_change_is_an_event()
    {
        OutageRig rig = new();
        rig.Measure(0, "....xxx....   xxxx.....");
        await rig.WriteAsync();
        Assert.Equal([Detected, Ended, Detected, Ended], await rig.LookAsync(23));
        Assert.Equal([(4, 7, false), (14, 18, false)], rig.Live);
        string second = rig.State.Live.Last().Name;

        // What was unmeasured was bad: the second one began earlier.
        rig.Measure(11, "xxx");
        await rig.WriteAsync();
        Assert.Equal([Revised], await rig.LookAsync(23));
        Assert.Equal([(4, 7, false), (11, 18, false)], rig.Live);
        Assert.Equal(second, rig.State.Live.Last().Name);

        // Another probe had loss all the time between them: one outage, the earlier; the later one is withdrawn.
        for (int slice = 7; slice < 11; slice++)
        {
            rig.Measure(slice, 100, 100, producer: 1);
        }

        await rig.WriteAsync();
        Assert.Equal([Revised, Withdrawn], await rig.LookAsync(23));
        Assert.Equal([(4, 18, false)], rig.Live);

        // And another one reached it in its middle: two again, and what was withdrawn is there again under its name.
        for (int slice = 8; slice < 12; slice++)
        {
            rig.Measure(slice, 1000, 0, producer: 2);
        }

        await rig.WriteAsync();
        Assert.Equal([Revised, Detected, Ended], await rig.LookAsync(23));
        Assert.Equal([(4, 8, false), (12, 18, false)], rig.Live);
        Assert.Equal(second, rig.State.Live.Last().Name);

        for (int slice = 0; slice < 23; slice++)
        {
            rig.Measure(slice, 10_000, 0, producer: 3);
        }

        await rig.WriteAsync();
        Assert.Equal([Withdrawn, Withdrawn], await rig.LookAsync(23));
        Assert.Empty(rig.Live);
    }

    [Fact]
    public async Task Where_a_look_begins_changes_nothing_that_is_found()
    {
        OutageRig rig = new();
        rig.Measure(0, "...");
        rig.Measure(3, new string('x', 2000));
        await rig.WriteAsync();
        Assert.Equal([Detected], await rig.LookAsync(1990, 2003));
        Assert.Equal([(3, -1, true)], rig.Live);
        Assert.Empty(await rig.LookAsync(2000, 2003));

        rig.Measure(2003, "....");
        await rig.WriteAsync();
        Assert.Equal([Ended], await rig.LookAsync(2004, 2007));
        Assert.Empty(await rig.LookAsync(2005, 2007));
        Assert.Equal([(3, 2003, false)], rig.Live);
    }

    [Fact]
    public async Task A_look_under_a_clock_that_is_behind_takes_nothing_back()
    {
        OutageRig rig = new();
        rig.Measure(0, "...xxxx.....");
        await rig.WriteAsync();
        Assert.Equal([Detected, Ended], await rig.LookAsync(12));

        foreach (int behind in new[] { 9, 7, 5, 3, 1 })
        {
            Assert.Empty(await rig.LookAsync(0, behind));
        }

        Assert.Empty(await rig.LookAsync(12));
    }

    [Fact]
    public async Task Time_before_the_subscription_is_not_looked_at()
    {
        OutageRig rig = new();
        rig.Measure(-10, "xxxxxxxxxxxxxxx....");
        await rig.WriteAsync();

        Assert.Equal([Detected, Ended], await rig.LookAsync(9));
        Assert.Equal([(0, 5, false)], rig.Live);
        Assert.Empty(await rig.LookAsync(2, 9));
    }

    [Fact]
    public async Task After_any_samples_in_any_order_and_looks_of_any_width_the_recorded_outages_are_those_of_the_slow_way()
    {
        long events = 0;
        foreach (Random random in Seeds.Each(output))
        {
            for (int round = 0; round < 12; round++)
            {
                int consecutive = random.Next(1, 5);
                OutageRig rig = new(new AvailabilityRule(OutageRig.SliceUs, new Ratio(1, 2), consecutive));
                const int Slices = 1500;
                (long Sent, long Lost)[] slow = new (long, long)[Slices];
                long to = random.Next(20);
                bool down = false;
                while (to < Slices - 60)
                {
                    long next = to + random.Next(1, 40);
                    for (long slice = to; slice < next; slice++)
                    {
                        down = random.Next(down ? 12 : 40) == 0 ? !down : down;
                        Measure(slice, random.Next(8) == 0 ? !down : down, 2, random.Next(2));
                    }

                    for (int late = random.Next(6) - 3; late > 0; late--)
                    {
                        long first = random.NextInt64(0, next);
                        bool bad = random.Next(2) == 0;
                        for (long slice = first; slice < Math.Min(next, first + random.Next(1, 8)); slice++)
                        {
                            Measure(slice, bad, 8, random.Next(2));
                        }
                    }

                    // Some are silent.
                    long oldest = await rig.WriteAsync() is { } minute ? ((minute * UtcInstant.PerMinute) - OutageRig.Start) / OutageRig.SliceUs : next;
                    to = next;
                    long from = Math.Min(oldest, to) - (consecutive + 1) - random.Next(3);
                    events += (await rig.LookAsync(Math.Max(0, from), to)).Count;
                    Assert.Equal(Slow(slow, to, consecutive), rig.Live);
                    Assert.Empty(await rig.LookAsync(random.NextInt64(0, to), to));
                    if (random.Next(10) == 0)
                    {
                        await rig.RollUpAsync(to - 30, 2);
                        Assert.Empty(await rig.LookAsync(0, to));
                    }
                }

                void Measure(long slice, bool bad, uint sent, int producer)
                {
                    if (random.Next(10) == 0)
                    {
                        return;
                    }

                    slow[slice] = (slow[slice].Sent + sent, slow[slice].Lost + (bad ? sent : 0));
                    rig.Measure(slice, sent, bad ? sent : 0, producer);
                }
            }
        }

        output.WriteLine($"{events} events");
        Assert.True(events > 1000);
    }

    /// <summary>MEF 10.3 word for word: slice by slice, each time asking for the next n.</summary>
    private static List<(long, long, bool)> Slow((long Sent, long Lost)[] slices, long to, int n)
    {
        List<(long, long, bool)> outages = [];
        long start = -1;
        for (long slice = 0; slice + n <= to; slice++)
        {
            if (start < 0 && All(slice, bad: true))
            {
                start = slice;
            }
            else if (start >= 0 && All(slice, bad: false))
            {
                outages.Add((start, slice, false));
                start = -1;
            }
        }

        if (start >= 0)
        {
            outages.Add((start, -1, true));
        }

        return outages;

        bool All(long first, bool bad)
        {
            for (long slice = first; slice < first + n; slice++)
            {
                if (slices[slice].Sent == 0 || slices[slice].Lost * 2 > slices[slice].Sent != bad)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
