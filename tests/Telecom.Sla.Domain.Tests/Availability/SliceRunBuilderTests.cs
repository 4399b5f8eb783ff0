using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class SliceRunBuilderTests
{
    [Fact]
    public void Slices_agree_with_packets_counted_second_by_second() =>
        Seeds.ForEach(400, random =>
        {
            int seconds = random.GetItems([1, 7, 10, 60, 90, 3600], 1)[0];
            AvailabilityRule rule = new(seconds * UtcInstant.PerSecond, Ratio.Percent(random.Next(100)), 3);
            long firstMinute = random.NextInt64(-1000, 1000);
            int minutes = random.Next(1, 200);
            Dictionary<long, (long Sent, long Lost)> bySlice = [];
            List<MinuteCell> cells = [];
            for (int i = 0; i < minutes; i++)
            {
                // None, one or several producers a minute; quiet stretches; runs of the same state.
                for (int producer = random.Next(3); producer > 0; producer--)
                {
                    MinuteCell cell = new(firstMinute + i);
                    int lossOfAll = random.Next(11);
                    for (int second = random.Next(60); second < 60; second += random.Next(1, 20))
                    {
                        UtcInstant instant = cell.Start.Plus(second * UtcInstant.PerSecond);
                        cell.AddLoss(instant, 10, (uint)lossOfAll);
                        (long sent, long lost) = bySlice.GetValueOrDefault(rule.SliceOf(instant));
                        bySlice[rule.SliceOf(instant)] = (sent + 10, lost + lossOfAll);
                    }

                    cells.Add(cell);
                }
            }

            long first = rule.SliceOf(new UtcInstant(firstMinute * UtcInstant.PerMinute)) + random.Next(-3, 4);
            long end = first + random.Next(300);
            long[] cuts = [first + random.Next(-2, 50), first + random.Next(-2, 300), first + random.Next(300)];
            SliceRunBuilder builder = new(rule, first, end, cuts);
            cells.ForEach(builder.Add);
            IReadOnlyList<SliceRun> runs = builder.Build();

            long expectedFirst = first;
            foreach (SliceRun run in runs)
            {
                Assert.Equal(expectedFirst, run.First);
                Assert.True(run.Count > 0);
                expectedFirst = run.End;
                long sent = 0;
                long lost = 0;
                for (long slice = run.First; slice < run.End; slice++)
                {
                    (long Sent, long Lost) packets = bySlice.GetValueOrDefault(slice);
                    Assert.Equal(packets.Sent == 0 ? SliceState.Unmeasured : packets.Lost * 100 > packets.Sent * (long)rule.LossThreshold.ToPercent() ? SliceState.Bad : SliceState.Good, run.State);
                    sent += packets.Sent;
                    lost += packets.Lost;
                }

                Assert.Equal((sent, lost), (run.Sent, run.Lost));
            }

            Assert.Equal(end, expectedFirst);
            long[] starts = [.. runs.Select(run => run.First)];
            Assert.All(cuts.Where(cut => cut >= first && cut < end), cut => Assert.Contains(cut, starts));
            Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.True(pair.First.State != pair.Second.State || cuts.Contains(pair.Second.First)));
        });

    [Fact]
    public void Packets_of_several_producers_are_added_up_before_the_slice_is_judged()
    {
        MinuteCell down = new(0);
        MinuteCell up = new(0);
        down.AddLoss(down.Start, 10, 10);
        up.AddLoss(up.Start.Plus(9_000_000), 10, 0);
        SliceRunBuilder builder = new(AvailabilityRule.Default, 0, 1);
        builder.Add(down);
        builder.Add(up);
        Assert.Equal([new SliceRun(0, 1, SliceState.Good, 20, 10)], builder.Build());
    }

    [Fact]
    public void Cells_out_of_order_are_refused()
    {
        SliceRunBuilder builder = new(AvailabilityRule.Default, 0, 100);
        builder.Add(new MinuteCell(5));
        builder.Add(new MinuteCell(5));
        Assert.Throws<ArgumentException>(() => builder.Add(new MinuteCell(4)));
    }
}

file static class RatioPercent
{
    public static Int128 ToPercent(this Ratio ratio) => ratio.Numerator * 100 / ratio.Denominator;
}
