using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class MinuteCellTests
{
    private const long Minute = 29_000_000;
    private static readonly UtcInstant Start = new(Minute * UtcInstant.PerMinute);

    [Fact]
    public void Packets_are_kept_by_second_and_in_total()
    {
        MinuteCell cell = new(Minute);
        cell.AddLoss(Start, 10, 1);
        cell.AddLoss(Start.Plus(999_999), 5, 5);
        cell.AddLoss(Start.Plus(59_999_999), 1, 0);
        Assert.Equal((16, 6, 3), (cell.Sent, cell.Lost, cell.LossCount));
        Assert.Equal((15, 6), (cell.SentBySecond[0], cell.LostBySecond[0]));
        Assert.Equal((1, 0), (cell.SentBySecond[59], cell.LostBySecond[59]));
        Assert.Equal(Start.Plus(59_999_999), cell.NewestSample);
        Assert.Equal(3, cell.SampleCount);
    }

    [Fact]
    public void An_empty_cell_has_no_newest_sample_and_no_seconds()
    {
        MinuteCell cell = new(Minute);
        Assert.Null(cell.NewestSample);
        Assert.True(cell.SentBySecond.IsEmpty);
        Assert.Equal(0, cell.SampleCount);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(59_999_999, 0)]
    [InlineData(60_000_000, 1)]
    [InlineData(-1, -1)]
    public void Minutes_are_counted_from_the_epoch(long microseconds, long minute) => Assert.Equal(minute, MinuteCell.MinuteOf(new UtcInstant(microseconds)));

    [Fact]
    public void What_does_not_belong_in_the_cell_changes_nothing()
    {
        MinuteCell cell = new(Minute);
        byte[] empty = MinuteCellCodec.Encode(cell);
        Action[] wrong =
        [
            () => cell.AddLatency(Start.Plus(-1), 1),
            () => cell.AddLatency(Start.Plus(UtcInstant.PerMinute), 1),
            () => cell.AddLatency(new UtcInstant(long.MinValue), 1),
            () => cell.AddLatency(Start, -1),
            () => cell.AddLatency(Start, SampleRules.MaxLatencyNanoseconds + 1),
            () => cell.AddThroughput(Start, -1),
            () => cell.AddThroughput(Start, SampleRules.MaxThroughputBitsPerSecond + 1),
            () => cell.AddThroughput(new UtcInstant(long.MaxValue), 1),
            () => cell.AddLoss(Start, 0, 0),
            () => cell.AddLoss(Start, 1, 2),
            () => cell.AddLoss(Start, SampleRules.MaxPackets + 1, 0),
            () => cell.AddLoss(Start.Plus(-1), 1, 0),
        ];
        Assert.All(wrong, action => Assert.Throws<ArgumentOutOfRangeException>(action));
        Assert.Throws<ArgumentException>(() => MinuteCell.ContinuationOf(Minute).Resume(new MinuteCell(Minute + 1)));
        Assert.Throws<ArgumentException>(() => cell.MergeFrom(new MinuteCell(Minute + 1)));
        Assert.Throws<InvalidOperationException>(() => cell.Resume(null));
        Assert.Equal(empty, MinuteCellCodec.Encode(cell));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue / UtcInstant.PerMinute)]
    public void A_minute_whose_instants_do_not_fit_has_no_cell(long minute) => Assert.Throws<ArgumentOutOfRangeException>(() => new MinuteCell(minute));

    [Fact]
    public void Any_cut_of_the_samples_into_parts_gives_the_same_bytes() =>
        Seeds.ForEach(300, random =>
        {
            Action<MinuteCell>[] samples = [.. Enumerable.Range(0, random.Next(60)).Select(_ => Cells.Sample(random, Minute))];
            MinuteCell whole = new(Minute);
            Array.ForEach(samples, sample => sample(whole));

            byte[]? stored = null;
            for (int first = 0; first < samples.Length || stored is null;)
            {
                MinuteCell part = MinuteCell.ContinuationOf(Minute);
                int end = Math.Min(samples.Length, first + random.Next(1, 20));
                Array.ForEach(samples[first..end], sample => sample(part));
                part.Resume(stored is null ? null : MinuteCellCodec.Decode(stored));

                // Some parts go on in memory after that.
                first = Math.Min(samples.Length, end + random.Next(3));
                Array.ForEach(samples[end..first], sample => sample(part));
                stored = MinuteCellCodec.Encode(part);
            }

            Assert.Equal(MinuteCellCodec.Encode(whole), stored);
        });

    [Fact]
    public void Any_order_gives_the_same_content_but_for_the_pairs_of_delays() =>
        Seeds.ForEach(200, random =>
        {
            Action<MinuteCell>[] samples = [.. Enumerable.Range(0, random.Next(60)).Select(_ => Cells.Sample(random, Minute))];
            MinuteCell one = new(Minute);
            MinuteCell other = new(Minute);
            Array.ForEach(samples, sample => sample(one));
            random.Shuffle(samples);
            Array.ForEach(samples, sample => sample(other));
            Assert.Equal(one.Latency.Buckets, other.Latency.Buckets);
            Assert.Equal(one.Throughput.Buckets, other.Throughput.Buckets);
            Assert.Equal((one.Latency.Sum, one.Throughput.Sum, one.NewestSample, one.LossCount), (other.Latency.Sum, other.Throughput.Sum, other.NewestSample, other.LossCount));
            Assert.Equal(one.SentBySecond.ToArray(), other.SentBySecond.ToArray());
            Assert.Equal(one.LostBySecond.ToArray(), other.LostBySecond.ToArray());
        });

    [Fact]
    public void Delay_variation_is_that_of_samples_each_later_than_all_before() =>
        Seeds.ForEach(200, random =>
        {
            (long Offset, long Delay)[] samples = [.. Enumerable.Range(0, random.Next(50)).Select(i => ((i * 1_000_000L) + random.NextInt64(3_000_000), random.NextInt64(50_000_000)))];
            MinuteCell cell = new(Minute);
            Array.ForEach(samples, sample => cell.AddLatency(Start.Plus(sample.Offset), sample.Delay));

            List<long> expected = [];
            for (int i = 0; i < samples.Length; i++)
            {
                (long Offset, long Delay)[] before = [.. samples[..i].OrderBy(sample => sample.Offset)];
                if (before.Length > 0 && samples[i].Offset > before[^1].Offset)
                {
                    (long Offset, long Delay) newest = samples[..i].First(sample => sample.Offset == before[^1].Offset);
                    expected.Add(Math.Abs(samples[i].Delay - newest.Delay));
                }
            }

            Assert.Equal((expected.Count, (UInt128)expected.Sum()), (cell.Variation.Count, cell.Variation.Sum));
        });

    [Fact]
    public void Marks_stay()
    {
        MinuteCell first = new(Minute);
        first.Mark(SuspectReasons.ClockStep);
        first.AddLatency(Start, 1);
        MinuteCell next = MinuteCell.ContinuationOf(Minute);
        next.Mark(SuspectReasons.ClockSkew);
        next.Resume(MinuteCellCodec.Decode(MinuteCellCodec.Encode(first)));
        Assert.Equal(SuspectReasons.ClockStep | SuspectReasons.ClockSkew, MinuteCellCodec.Decode(MinuteCellCodec.Encode(next)).Suspect);
    }
}
