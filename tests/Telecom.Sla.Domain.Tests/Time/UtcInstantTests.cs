using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Time;

public sealed class UtcInstantTests
{
    [Theory]
    [InlineData(0, "1970-01-01T00:00:00Z")]
    [InlineData(1, "1970-01-01T00:00:00.000001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999Z")]
    [InlineData(1_775_815_200_000_000, "2026-04-10T10:00:00Z")]
    [InlineData(long.MaxValue, "9223372036854775807 us")]
    public void Text_is_ISO_8601(long microseconds, string text) => Assert.Equal(text, new UtcInstant(microseconds).ToString());

    [Theory]
    [InlineData(25, 10, 20, 30)]
    [InlineData(20, 10, 20, 20)]
    [InlineData(-1, 10, -10, 0)]
    [InlineData(-10, 10, -10, -10)]
    public void Steps_are_aligned_to_the_epoch_on_both_sides_of_it(long microseconds, long step, long floor, long ceiling)
    {
        Assert.Equal(floor, new UtcInstant(microseconds).FloorTo(step).Microseconds);
        Assert.Equal(ceiling, new UtcInstant(microseconds).CeilingTo(step).Microseconds);
    }

    [Fact]
    public void Conversions_keep_every_microsecond() =>
        Seeds.ForEach(200, random =>
        {
            UtcInstant instant = new(random.NextInt64(-62_135_596_800_000_000, 253_402_300_800_000_000));
            Assert.Equal(instant, UtcInstant.From(instant.ToInstant()));
            Assert.Equal(instant, UtcInstant.From(DateTimeOffset.UnixEpoch.AddTicks(instant.Microseconds * 10).ToOffset(TimeSpan.FromHours(-9))));
        });

    [Fact]
    public void Arithmetic_that_does_not_fit_is_an_error() => Assert.Throws<OverflowException>(() => new UtcInstant(long.MaxValue).Plus(1));
}
