using System.Numerics;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class LogBucketsTests
{
    [Fact]
    public void Buckets_tile_the_integers()
    {
        Assert.Equal(1, LogBuckets.LowestIn(LogBuckets.First));
        Assert.Equal(long.MaxValue, LogBuckets.HighestIn(LogBuckets.Last));
        for (int index = LogBuckets.First; index < LogBuckets.Last; index++)
        {
            Assert.Equal(LogBuckets.HighestIn(index) + 1, LogBuckets.LowestIn(index + 1));
        }
    }

    [Fact]
    public void The_index_of_a_value_is_exact_at_both_ends_of_every_bucket()
    {
        for (int index = LogBuckets.First; index <= LogBuckets.Last; index++)
        {
            if (LogBuckets.LowestIn(index) <= LogBuckets.HighestIn(index))
            {
                Assert.Equal(index, LogBuckets.IndexOf(LogBuckets.LowestIn(index)));
                Assert.Equal(index, LogBuckets.IndexOf(LogBuckets.HighestIn(index)));
                AgreesWithPowers(LogBuckets.LowestIn(index));
                AgreesWithPowers(LogBuckets.HighestIn(index));
            }
        }
    }

    [Fact]
    public void The_index_of_small_and_of_random_values_agrees_with_integer_powers()
    {
        for (long value = 1; value <= 5000; value++)
        {
            AgreesWithPowers(value);
        }

        Seeds.ForEach(2000, random => AgreesWithPowers(random.NextInt64(1, 1L << random.Next(1, 63))));
    }

    [Fact]
    public void Powers_of_two_are_the_last_of_their_bucket()
    {
        for (int exponent = 0; exponent < 63; exponent++)
        {
            Assert.Equal((exponent * 64) - 1, LogBuckets.IndexOf(1L << exponent));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Only_positive_values_have_a_bucket(long value) => Assert.Throws<ArgumentOutOfRangeException>(() => LogBuckets.IndexOf(value));

    /// <summary>base^i &lt; v &lt;= base^(i+1) with base = 2^(1/64), both sides to the 64th power: 2^i &lt; v^64 &lt;= 2^(i+1).</summary>
    private static void AgreesWithPowers(long value)
    {
        int index = LogBuckets.IndexOf(value);
        BigInteger power = BigInteger.Pow(value, 64);
        Assert.True(index < 0 || power > BigInteger.Pow(2, index), $"{value} is not above bucket {index}");
        Assert.True(power <= BigInteger.Pow(2, index + 1), $"{value} is above bucket {index}");
    }
}
