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
        Assert.Throws<ArgumentException>(() => cell.MergeFrom(new MinuteCell(Minute + 1)));
        Assert.Equal(empty, MinuteCellCodec.Encode(cell));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue / UtcInstant.PerMinute)]
    public void A_minute_whose_instants_do_not_fit_has_no_cell(long minute) => Assert.Throws<ArgumentOutOfRangeException>(() => new MinuteCell(minute));

    [Fact]
    public void Any_order_and_grouping_of_adds_and_merges_gives_the_same_bytes() =>
        Seeds.ForEach(300, random =>
        {
            Action<MinuteCell>[] samples = [.. Enumerable.Range(0, random.Next(60)).Select(_ => Cells.Sample(random, Minute))];
            MinuteCell whole = new(Minute);
            Array.ForEach(samples, sample => sample(whole));

            List<MinuteCell> parts = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new MinuteCell(Minute))];
            random.Shuffle(samples);
            Array.ForEach(samples, sample => sample(parts[random.Next(parts.Count)]));
            while (parts.Count > 1)
            {
                int into = random.Next(parts.Count - 1);
                MinuteCell part = parts[^1];
                parts.RemoveAt(parts.Count - 1);

                // A part may have been on disk in between.
                parts[into].MergeFrom(random.Next(2) == 0 ? part : MinuteCellCodec.Decode(MinuteCellCodec.Encode(part)));
            }

            Assert.Equal(MinuteCellCodec.Encode(whole), MinuteCellCodec.Encode(parts[0]));
            Assert.Equal(whole.NewestSample, parts[0].NewestSample);
            Assert.Equal(samples.Length, parts[0].SampleCount);
        });
}
