using System.Numerics;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class LossIntervalsTests
{
    [Fact]
    public void A_mean_of_ratios_weighs_each_interval_alike_and_leaves_out_the_silent_ones()
    {
        // (1/10 + 0/99990) / 2 = 1/20, where the ratio of sums is 1/100000. The interval without a packet is no third one.
        LossIntervals intervals = new();
        intervals.Add(10, 1);
        intervals.Add(99_990, 0);
        intervals.Add(0, 0);
        Assert.Equal(2, intervals.Count);
        Assert.Equal(new RatioBounds(new Ratio(1, 20), new Ratio(1, 20)), intervals.MeanRatio);
    }

    [Fact]
    public void Nothing_sent_has_no_mean()
    {
        LossIntervals intervals = new();
        intervals.Add(0, 0);
        Assert.Null(intervals.MeanRatio);
    }

    [Fact]
    public void The_mean_agrees_with_unbounded_fractions_in_any_grouping() =>
        Seeds.ForEach(400, random =>
        {
            long most = random.Next(3) switch { 0 => 20, 1 => 1_000_000, _ => long.MaxValue };
            LossIntervals left = new();
            LossIntervals right = new();
            (BigInteger numerator, BigInteger denominator) = (BigInteger.Zero, BigInteger.One);
            int count = random.Next(1, 30);
            for (int i = 0; i < count; i++)
            {
                long sent = random.NextInt64(1, most);
                long lost = random.Next(2) == 0 ? 0 : random.NextInt64(sent);
                (random.Next(2) == 0 ? left : right).Add(sent, lost);
                (numerator, denominator) = ((numerator * sent) + (lost * denominator), denominator * sent);
            }

            left.MergeFrom(right);
            denominator *= count;
            RatioBounds mean = left.MeanRatio!.Value;
            Assert.True((BigInteger)mean.Low.Numerator * denominator <= numerator * (BigInteger)mean.Low.Denominator);
            Assert.True((BigInteger)mean.High.Numerator * denominator >= numerator * (BigInteger)mean.High.Denominator);
            Assert.True(mean.High - mean.Low <= new Ratio(2, (Int128)BigInteger.Pow(10, 30)));
            Assert.True(mean.IsExact || most > 20, "Intervals of up to 20 packets have a small common denominator.");
            Assert.True(mean.Low <= mean.Value && mean.Value <= mean.High);
        });

    [Fact]
    public void Bounds_are_given_where_no_fraction_fits()
    {
        // Eight primes of 17 bits: their product does not fit in 127 bits.
        LossIntervals intervals = new();
        foreach (long prime in (long[])[65537, 65539, 65543, 65551, 65557, 65563, 65579, 65581])
        {
            intervals.Add(prime, 1);
        }

        RatioBounds mean = intervals.MeanRatio!.Value;
        Assert.False(mean.IsExact);
        Assert.Equal("0.0000152541", mean.Low.ToText(10));
        Assert.Equal(mean.Low.ToText(12), mean.High.ToText(12));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 2)]
    public void What_is_out_of_range_is_refused(long sent, long lost) => Assert.Throws<ArgumentOutOfRangeException>(() => new LossIntervals().Add(sent, lost));
}
