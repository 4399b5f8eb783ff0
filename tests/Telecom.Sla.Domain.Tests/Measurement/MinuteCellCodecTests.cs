using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class MinuteCellCodecTests
{
    [Fact]
    public void The_bytes_on_disk_are_these() =>

        // Version 2 is what disks hold: a change of these bytes needs version 3.
        Assert.Equal("0233750281E03D0905065CCAD3EBC2006AFAF0800DBEBC20000DDF5E10003000082204007480000000400000269F5E1000", Convert.ToHexString(MinuteCellCodec.Encode(Example())));

    [Fact]
    public void Version_1_is_read()
    {
        MinuteCell cell = MinuteCellCodec.Decode(Convert.FromHexString(
            "01" + "8085D41B" + "07" + "C1843D" // version, minute, flags, newest sample
            + "80E1EB17" + "00" + "80E1EB17" + "01" + "01" + "E60C01" // latency: sum, min, max - min, zeros, one bucket: 1636
            + "80C2D72F" + "80C2D72F" + "00" + "00" + "01" + "A60D01" // throughput: the same, bucket 1700
            + "01" + "010000" + "010A01" + "3A0000")); // loss: one sample; runs of 1, 1 and 58 seconds
        MinuteCell expected = Example();
        Assert.Equal((expected.Minute, expected.NewestSample, expected.LossCount), (cell.Minute, cell.NewestSample, cell.LossCount));
        Assert.Equal(expected.Latency.Buckets, cell.Latency.Buckets);
        Assert.Equal((expected.Latency.Sum, expected.Latency.ZeroCount), (cell.Latency.Sum, cell.Latency.ZeroCount));
        Assert.Equal(expected.Throughput.Buckets, cell.Throughput.Buckets);
        Assert.Equal(expected.SentBySecond.ToArray(), cell.SentBySecond.ToArray());
        Assert.Equal(expected.LostBySecond.ToArray(), cell.LostBySecond.ToArray());
        Assert.Equal((null, null, 0), (cell.First, cell.Last, cell.Variation.Count));
    }

    [Fact]
    public void A_cell_comes_back_as_it_was() =>
        Seeds.ForEach(500, random =>
        {
            MinuteCell cell = Cells.Draw(random, random.NextInt64(-1_000_000, 100_000_000), random.Next(100));
            byte[] bytes = MinuteCellCodec.Encode(cell);
            MinuteCell back = MinuteCellCodec.Decode(bytes);
            Assert.Equal(bytes, MinuteCellCodec.Encode(back));
            Assert.Equal((cell.First, cell.Last, cell.Suspect), (back.First, back.Last, back.Suspect));
            Assert.Equal(cell.Variation.Buckets, back.Variation.Buckets);
            Assert.Equal((cell.Variation.Sum, cell.Variation.Min, cell.Variation.Max), (back.Variation.Sum, back.Variation.Min, back.Variation.Max));
            Assert.Equal(
                (cell.Minute, cell.SampleCount, cell.NewestSample, cell.Sent, cell.Lost, cell.LossCount),
                (back.Minute, back.SampleCount, back.NewestSample, back.Sent, back.Lost, back.LossCount));
            Assert.Equal(cell.SentBySecond.ToArray(), back.SentBySecond.ToArray());
            Assert.Equal(cell.LostBySecond.ToArray(), back.LostBySecond.ToArray());
            Assert.Equal((cell.Latency.Sum, cell.Latency.Min, cell.Latency.Max), (back.Latency.Sum, back.Latency.Min, back.Latency.Max));
            Assert.Equal((cell.Throughput.Sum, cell.Throughput.Min, cell.Throughput.Max), (back.Throughput.Sum, back.Throughput.Min, back.Throughput.Max));
        });

    [Fact]
    public void A_minute_of_a_steady_probe_is_small()
    {
        MinuteCell cell = new(29_000_000);
        for (int second = 0; second < MinuteCell.Seconds; second++)
        {
            cell.AddLoss(cell.Start.Plus(second * UtcInstant.PerSecond), 1, 0);
            cell.AddLatency(cell.Start.Plus(second * UtcInstant.PerSecond), 20_000_000 + (second * 10_000));
        }

        Assert.InRange(MinuteCellCodec.Encode(cell).Length, 1, 80);
    }

    [Fact]
    public void Cut_bytes_are_refused_wherever_they_are_cut() =>
        Seeds.ForEach(20, random =>
        {
            byte[] bytes = MinuteCellCodec.Encode(Cells.Draw(random, 29_000_000, random.Next(1, 60)));
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.Throws<InvalidDataException>(() => MinuteCellCodec.Decode(bytes.AsSpan(0, length)));
            }

            Assert.Throws<InvalidDataException>(() => MinuteCellCodec.Decode([.. bytes, 0]));
        });

    [Fact]
    public void Changed_bytes_are_refused_or_mean_another_cell_that_comes_back_as_it_was() =>
        Seeds.ForEach(20, random =>
        {
            byte[] bytes = MinuteCellCodec.Encode(Cells.Draw(random, 29_000_000, random.Next(1, 40)));
            for (int at = 0; at < bytes.Length; at++)
            {
                byte was = bytes[at];
                for (int bit = 0; bit < 8; bit++)
                {
                    bytes[at] = (byte)(was ^ (1 << bit));
                    RefusedOrACell(bytes);
                }

                foreach (byte value in (byte[])[0, 1, 0x7f, 0x80, 0xff])
                {
                    bytes[at] = value;
                    RefusedOrACell(bytes);
                }

                bytes[at] = was;
            }
        });

    [Fact]
    public void Random_bytes_are_refused_or_mean_a_cell_that_comes_back_as_it_was() =>
        Seeds.ForEach(20_000, random =>
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (bytes.Length > 3 && random.Next(4) > 0)
            {
                bytes[0] = (byte)random.Next(1, 3);
                bytes[1] = (byte)(bytes[0] == 1 ? 0 : random.Next(2));
                bytes[2] = (byte)(bytes[0] == 1 ? random.Next(8) : random.Next(256));
            }

            RefusedOrACell(bytes);
        });

    [Theory]
    [InlineData("00")]
    [InlineData("0200")]
    [InlineData("010008")]
    [InlineData("0100FF")]
    [InlineData("01800000")]
    [InlineData("01FFFFFFFFFFFFFFFFFFFF0100")]
    [InlineData("01FEFFFFFFFFFFFFFFFF0100")]
    [InlineData("010001FFFFFF7F")]
    [InlineData("0100010000000000FFFFFFFFFF7F")]
    public void Bytes_that_mean_no_cell_are_refused_with_the_place(string hex) =>
        Assert.Contains("byte", Assert.Throws<InvalidDataException>(() => MinuteCellCodec.Decode(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("05" + "05" + "00" + "00" + "01" + "960101", true)] // one sample of 5, bucket 148
    [InlineData("06" + "05" + "00" + "00" + "01" + "960101", false)] // the sum is too large
    [InlineData("04" + "05" + "00" + "00" + "01" + "960101", false)] // the sum is too small
    [InlineData("05" + "04" + "01" + "00" + "01" + "960101", false)] // the minimum is in another bucket
    [InlineData("05" + "05" + "01" + "00" + "01" + "960101", false)] // the maximum is in another bucket
    [InlineData("05" + "05" + "00" + "01" + "01" + "960101", false)] // a sample of 0, and yet another minimum
    [InlineData("05" + "00" + "05" + "01" + "01" + "960101", true)] // a sample of 0 and one of 5
    [InlineData("05" + "05" + "00" + "00" + "01" + "960100", false)] // a bucket without samples
    [InlineData("03" + "03" + "00" + "00" + "01" + "430101", false)] // a bucket that holds no integer
    [InlineData("00" + "00" + "00" + "00" + "00", false)] // no samples at all
    [InlineData("00" + "00" + "00" + "01" + "00", true)] // one sample of 0
    public void A_histogram_must_agree_with_itself(string histogram, bool valid)
    {
        byte[] bytes = Convert.FromHexString("01" + "00" + "01" + "00" + histogram);
        if (valid)
        {
            Assert.Equal(1, Math.Sign(MinuteCellCodec.Decode(bytes).Latency.Count));
        }
        else
        {
            Assert.Throws<InvalidDataException>(() => MinuteCellCodec.Decode(bytes));
        }
    }

    [Fact]
    public void Large_numbers_in_few_bytes_allocate_nothing_large()
    {
        // A histogram that claims 4000 buckets in a handful of bytes.
        byte[] bytes = Convert.FromHexString("01000100" + "01" + "01" + "00" + "00" + "A01F" + "0101");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => MinuteCellCodec.Decode(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    private static void RefusedOrACell(byte[] bytes)
    {
        MinuteCell cell;
        try
        {
            cell = MinuteCellCodec.Decode(bytes);
        }
        catch (InvalidDataException)
        {
            return;
        }

        byte[] own = MinuteCellCodec.Encode(cell);
        Assert.Equal(own, MinuteCellCodec.Encode(MinuteCellCodec.Decode(own)));
        _ = cell.SampleCount;
        _ = cell.NewestSample;
    }

    private static MinuteCell Example()
    {
        MinuteCell cell = new(29_000_000);
        cell.AddLatency(cell.Start.Plus(2), 50_000_000);
        cell.AddLatency(cell.Start, 0);
        cell.AddThroughput(cell.Start, 100_000_000);
        cell.AddLoss(cell.Start.Plus(1_000_001), 10, 1);
        return cell;
    }
}
