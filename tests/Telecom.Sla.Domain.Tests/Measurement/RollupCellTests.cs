using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class RollupCellTests
{
    private const long Day = 20_000L * 1440;

    [Fact]
    public void Minutes_by_way_of_hours_make_the_same_day_as_minutes_alone() =>
        Seeds.ForEach(60, random =>
        {
            MinuteCell[] minutes = DrawDay(random);
            RollupCell direct = new(RollupSpan.Day, Day);
            RollupCell byHours = new(RollupSpan.Day, Day);
            Array.ForEach(minutes, direct.Add);
            foreach (IGrouping<long, MinuteCell> hour in minutes.GroupBy(cell => cell.Minute / 60))
            {
                RollupCell rolled = new(RollupSpan.Hour, hour.Key * 60);
                foreach (MinuteCell cell in hour)
                {
                    // A part may have been on disk in between.
                    rolled.Add(MinuteCellCodec.Decode(MinuteCellCodec.Encode(cell)));
                }

                byHours.Add(RollupCodec.Decode(RollupCodec.Encode(rolled)));
            }

            byte[] bytes = RollupCodec.Encode(direct);
            Assert.Equal(bytes, RollupCodec.Encode(byHours));
            Assert.Equal(bytes, RollupCodec.Encode(RollupCodec.Decode(bytes)));
        });

    [Fact]
    public void A_day_agrees_with_its_minutes_counted_one_by_one() =>
        Seeds.ForEach(60, random =>
        {
            MinuteCell[] minutes = DrawDay(random);
            RollupCell day = new(RollupSpan.Day, Day);
            Array.ForEach(minutes, day.Add);
            day = RollupCodec.Decode(RollupCodec.Encode(day));

            Assert.Equal(minutes.Sum(cell => cell.SampleCount), day.SampleCount);
            Assert.Equal((minutes.Sum(cell => cell.Sent), minutes.Sum(cell => cell.Lost)), (day.Sent, day.Lost));
            Assert.Equal(minutes.Select(cell => cell.NewestSample).Max(), day.NewestSample);
            foreach (MinuteCell cell in minutes)
            {
                int place = (int)(cell.Minute - Day);
                Assert.Equal(cell.Latency.Count > 0, day.LatencyMinutes.Contains(place));
                Assert.Equal(cell.Throughput.Count > 0, day.ThroughputMinutes.Contains(place));
                Assert.Equal(cell.LossCount > 0, day.LossMinutes.Contains(place));
                Assert.Equal(cell.Suspect.HasFlag(SuspectReasons.ClockStep), day.SuspectMinutes(SuspectReasons.ClockStep)?.Contains(place) ?? false);
            }

            Dictionary<long, SecondLoss> seconds = minutes.Where(cell => cell.LossCount > 0)
                .SelectMany(cell => Enumerable.Range(0, 60).Select(second => (At: (cell.Minute * 60) + second, Loss: new SecondLoss(cell.SentBySecond[second], cell.LostBySecond[second]))))
                .ToDictionary(second => second.At, second => second.Loss);
            long at = Day * 60;
            for (int i = 0; i < day.Loss.Count; i++)
            {
                (int length, SecondLoss each) = day.Loss[i];
                for (int second = 0; second < length; second++)
                {
                    Assert.Equal(seconds.GetValueOrDefault(at++), each);
                }
            }

            Assert.Equal(86_400, day.Loss.Seconds);
        });

    [Fact]
    public void Parts_out_of_order_or_of_another_day_are_refused()
    {
        RollupCell day = new(RollupSpan.Day, Day);
        day.Add(new MinuteCell(Day + 5));
        Assert.Throws<ArgumentException>(() => day.Add(new MinuteCell(Day + 5)));
        Assert.Throws<ArgumentException>(() => day.Add(new MinuteCell(Day + 4)));
        Assert.Throws<ArgumentException>(() => day.Add(new MinuteCell(Day + 1440)));
        Assert.Throws<ArgumentException>(() => day.Add(new RollupCell(RollupSpan.Hour, Day)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollupCell(RollupSpan.Hour, Day + 1));
    }

    [Fact]
    public void Changed_and_cut_bytes_are_refused_or_mean_another_roll_up_that_comes_back_as_it_was() =>
        Seeds.ForEach(6, random =>
        {
            RollupCell hour = new(RollupSpan.Hour, Day);
            foreach (MinuteCell cell in DrawDay(random).Where(cell => cell.Minute < Day + 60))
            {
                hour.Add(cell);
            }

            byte[] bytes = RollupCodec.Encode(hour);
            for (int at = 0; at < bytes.Length; at++)
            {
                Assert.Throws<InvalidDataException>(() => RollupCodec.Decode(bytes.AsSpan(0, at)));
                byte was = bytes[at];
                for (int bit = 0; bit < 8; bit++)
                {
                    bytes[at] = (byte)(was ^ (1 << bit));
                    RefusedOrARollup(bytes);
                }

                bytes[at] = was;
            }

            Assert.Throws<InvalidDataException>(() => RollupCodec.Decode([.. bytes, 0]));
        });

    [Fact]
    public void A_circuit_month_of_a_sample_a_second_is_at_most_300_kB_of_hours_and_days()
    {
        Random random = new(4);
        long minuteBytes = 0;
        long hourBytes = 0;
        long dayBytes = 0;
        for (long start = Day; start < Day + (30 * 1440); start += 1440)
        {
            RollupCell day = new(RollupSpan.Day, start);
            for (long hour = start; hour < start + 1440; hour += 60)
            {
                RollupCell rolled = new(RollupSpan.Hour, hour);
                for (long minute = hour; minute < hour + 60; minute++)
                {
                    // Two outages, of 20 and of 7 minutes.
                    bool down = minute - Day is (>= 5000 and < 5020) or (>= 30_000 and < 30_007);
                    MinuteCell cell = ProbedMinute(random, minute, down);
                    minuteBytes += MinuteCellCodec.Encode(cell).Length;
                    rolled.Add(cell);
                }

                hourBytes += RollupCodec.Encode(rolled).Length;
                day.Add(rolled);
            }

            dayBytes += RollupCodec.Encode(day).Length;
        }

        Assert.True(hourBytes + dayBytes <= 300_000, $"hours {hourBytes}, days {dayBytes}");
        Assert.True(minuteBytes <= 43_200 * 160, $"minutes {minuteBytes}");
        Proofs.Report("cells-of-a-circuit-month", FormattableString.Invariant($"hours {hourBytes} bytes, days {dayBytes} bytes, minutes {minuteBytes} bytes (43,200 cells)"));
    }

    /// <summary>One three-value sample a second: lognormal delays around 20 ms, throughput around 100 Mbit/s, one packet in a hundred lost.</summary>
    internal static MinuteCell ProbedMinute(Random random, long minute, bool down)
    {
        MinuteCell cell = new(minute);
        for (int second = 0; second < 60; second++)
        {
            UtcInstant at = cell.Start.Plus((second * UtcInstant.PerSecond) + 250_000);
            bool lost = down || random.Next(100) == 0;
            cell.AddLoss(at, 1, lost ? 1u : 0u);
            if (!lost)
            {
                cell.AddLatency(at, (long)(20_000_000 * Math.Exp(0.25 * Normal(random))));
                cell.AddThroughput(at, (long)(100_000_000 * (1 + (0.05 * Normal(random)))));
            }
        }

        return cell;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static MinuteCell[] DrawDay(Random random)
    {
        List<MinuteCell> minutes = [];
        for (long minute = Day; minute < Day + 1440; minute += random.Next(8) == 0 ? random.Next(1, 200) : 1)
        {
            MinuteCell cell = Cells.Draw(random, minute, random.Next(1, 6));
            if (random.Next(10) == 0)
            {
                cell.Mark((SuspectReasons)(1 << random.Next(4)));
            }

            minutes.Add(cell);
        }

        return [.. minutes];
    }

    private static void RefusedOrARollup(byte[] bytes)
    {
        RollupCell cell;
        try
        {
            cell = RollupCodec.Decode(bytes);
        }
        catch (InvalidDataException)
        {
            return;
        }

        byte[] own = RollupCodec.Encode(cell);
        Assert.Equal(own, RollupCodec.Encode(RollupCodec.Decode(own)));
    }
}
