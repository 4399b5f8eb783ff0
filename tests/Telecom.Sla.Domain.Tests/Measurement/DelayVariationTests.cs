using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class DelayVariationTests
{
    [Fact]
    public void A_lost_packet_leaves_its_pairs_without_variation()
    {
        DelayVariation stream = new([10, 12, null, 11, 11, 7]);
        Assert.Equal([2L, null, null, 0L, -4L], stream.Consecutive);
        Assert.Equal([0L, 2L, 4L], stream.Absolute().Values.Select(value => value.Key));

        // Two apart: |11 - 12| and |7 - 11|; the other two pairs have the lost packet.
        Assert.Equal([1L, 4L], stream.Absolute(2).Values.Select(value => value.Key));
        // Above the minimum of 7: 3, 5, 4, 4 and 0.
        Assert.Equal((5, (UInt128)16), (stream.AboveMinimum().Count, stream.AboveMinimum().Sum));
    }

    [Fact]
    public void The_figures_of_a_short_stream_are_those_worked_by_hand()
    {
        // Differences 5, 5, 20, 20; above the minimum 0, 5, 0, 20, 0.
        DelayVariation stream = DelayVariation.Of([100, 105, 100, 120, 100]);
        Assert.Equal(5, stream.InterFrame(Ratio.Percent(50)));
        Assert.Equal(20, stream.InterFrame(Ratio.Percent(75)));
        // Two apart: |100 - 100|, |120 - 105|, |100 - 100|.
        Assert.Equal(15, stream.InterFrame(Ratio.Percent(99), 2));
        Assert.Equal(0, stream.Range(Ratio.Percent(60)));
        Assert.Equal(5, stream.Range(Ratio.Percent(80)));
        Assert.Equal(20, stream.Range(Ratio.Percent(95)));
    }

    [Fact]
    public void Interarrival_jitter_is_the_integer_recursion_of_RFC_3550()
    {
        // Sixteenths: 0 + 16 - floor(8/16) = 16; 16 + 0 - floor(24/16) = 15; 15 + 16 - floor(23/16) = 30.
        Assert.Equal(new Ratio(16, 16), DelayVariation.Of([0, 16]).InterarrivalJitter);
        Assert.Equal(new Ratio(15, 16), DelayVariation.Of([0, 16, 16]).InterarrivalJitter);
        Assert.Equal(new Ratio(30, 16), DelayVariation.Of([0, 16, 16, 0]).InterarrivalJitter);
        Assert.Equal(new Ratio(30, 16), new DelayVariation([0, 16, null, 16, null, 0]).InterarrivalJitter);
    }

    [Fact]
    public void Streams_that_are_too_short_have_no_figure()
    {
        foreach (DelayVariation stream in (DelayVariation[])[new([]), new([null, null]), new([5, null])])
        {
            Assert.Null(stream.InterarrivalJitter);
            Assert.Null(stream.InterFrame(Ratio.Percent(50)));
        }

        Assert.Null(new DelayVariation([null]).Range(Ratio.One));
        Assert.Equal(0, new DelayVariation([5]).Range(Ratio.One));
        Assert.Null(DelayVariation.Of([1, 2]).InterFrame(Ratio.One, 2));
    }

    [Fact]
    public void The_figures_agree_with_lists_of_all_pairs() =>
        Seeds.ForEach(500, random =>
        {
            long?[] delays = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(6) == 0 ? (long?)null : random.NextInt64(1_000_000))];
            DelayVariation stream = new(delays);
            int separation = random.Next(1, 5);
            List<long> pairs = [];
            for (int i = 0; i < delays.Length; i++)
            {
                for (int j = i + 1; j < delays.Length; j++)
                {
                    if (j - i == separation && delays[i] is { } first && delays[j] is { } second)
                    {
                        pairs.Add(Math.Max(first, second) - Math.Min(first, second));
                    }
                }
            }

            long[] received = [.. delays.OfType<long>()];
            long[] above = [.. received.Select(delay => delay - received.Min())];
            foreach (int percent in (int[])[1, 50, 95, 99])
            {
                Assert.Equal(At(pairs, percent), stream.InterFrame(Ratio.Percent(percent), separation));
                Assert.Equal(At(above, percent), stream.Range(Ratio.Percent(percent)));
            }

            Assert.Equal(
                stream.Consecutive.OfType<long>().Select(Math.Abs).Order(),
                stream.Absolute().Values.SelectMany(value => Enumerable.Repeat(value.Key, (int)value.Value)));
        });

    [Fact]
    public void Integer_jitter_stays_within_half_a_unit_of_the_real_recursion() =>
        Seeds.ForEach(300, random =>
        {
            long[] delays = [.. Enumerable.Range(0, random.Next(2, 200)).Select(_ => random.NextInt64(100_000))];
            double jitter = 0;
            for (int i = 1; i < delays.Length; i++)
            {
                jitter += (Math.Abs(delays[i] - delays[i - 1]) - jitter) / 16;
            }

            // A step rounds by at most half a sixteenth and keeps 15/16 of what was off before: at most 8 sixteenths in all.
            Ratio estimate = DelayVariation.Of(delays).InterarrivalJitter!.Value;
            Assert.InRange(((double)estimate.Numerator / (double)estimate.Denominator) - jitter, -0.5001, 0.5001);
        });

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DelayVariation([1, null, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayVariation.Of([1]).Absolute(0));
    }

    private static long? At(IEnumerable<long> values, int percent)
    {
        long[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : sorted[Math.Max(1, ((sorted.Length * percent) + 99) / 100) - 1];
    }
}
