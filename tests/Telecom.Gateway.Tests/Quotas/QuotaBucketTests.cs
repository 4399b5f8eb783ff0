using Telecom.Gateway.Quotas;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Quotas;

public sealed class QuotaBucketTests
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Theory]
    [InlineData(3, 1, 6)]
    [InlineData(7, 60, 7)]
    [InlineData(1_000_000, 1, 10)]
    public void What_it_lets_through_is_its_capacity_and_then_its_rate_to_the_token(long tokens, int period, long capacity)
    {
        var rate = new QuotaRate(tokens, period, capacity);
        var bucket = new QuotaBucket(_clock);
        var random = new Random(7);
        DateTimeOffset start = _clock.GetUtcNow();
        long taken = 0;
        for (int step = 0; step < 2_000; step++)
        {
            while (bucket.Wait(rate) == TimeSpan.Zero)
            {
                bucket.Take(rate);
                taken++;
            }

            TimeSpan passed = _clock.GetUtcNow() - start;
            Assert.Equal(capacity + (passed.Ticks * tokens / (period * TimeSpan.TicksPerSecond)), taken);
            TimeSpan wait = bucket.Wait(rate);

            // Never longer than the bucket takes to fill, so that nothing overflows between two looks. Ticks are even since the clock's are longer.
            _clock.Advance(TimeSpan.FromTicks(random.NextInt64(1, Math.Max(2, wait.Ticks / 4)) * 4));
        }
    }

    [Fact]
    public void The_wait_that_it_tells_is_enough_and_not_more()
    {
        var rate = new QuotaRate(3, 1, 1);
        var bucket = new QuotaBucket(_clock);
        bucket.Take(rate);
        TimeSpan wait = bucket.Wait(rate);
        Assert.InRange(wait, TimeSpan.FromSeconds(1) / 3, (TimeSpan.FromSeconds(1) / 3) + TimeSpan.FromTicks(8));
        _clock.Advance(wait - TimeSpan.FromTicks(8));
        Assert.NotEqual(TimeSpan.Zero, bucket.Wait(rate));
        _clock.Advance(TimeSpan.FromTicks(8));
        Assert.Equal(TimeSpan.Zero, bucket.Wait(rate));
        Assert.False(bucket.IsFull(new QuotaRate(3, 1, 2)) && bucket.Wait(rate) > TimeSpan.Zero);
    }

    [Fact]
    public void A_changed_rate_holds_at_once_and_an_old_debt_does_not_outlast_two_buckets()
    {
        var large = new QuotaRate(1_000, 1, 10_000);
        var small = new QuotaRate(2, 1, 4);
        var bucket = new QuotaBucket(_clock);
        for (int i = 0; i < 10_000; i++)
        {
            bucket.Take(large);
        }

        Assert.NotEqual(TimeSpan.Zero, bucket.Wait(large));
        Assert.Equal(TimeSpan.FromSeconds(2.5), bucket.Wait(small));
        Assert.Equal(TimeSpan.Zero, bucket.Wait(new QuotaRate(0, 1, 1)));
        Assert.True(bucket.IsFull(small));
    }
}
