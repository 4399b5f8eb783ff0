using System.Numerics;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Numbers;

public sealed class RatioTests
{
    [Fact]
    public void The_default_is_zero()
    {
        Assert.Equal(Ratio.Zero, default);
        Assert.Equal(1, default(Ratio).Denominator);
        Assert.Equal("0.0000", default(Ratio).ToText(4));
    }

    [Fact]
    public void Ratios_are_kept_in_lowest_terms_with_a_positive_denominator()
    {
        Ratio ratio = new(6, -4);
        Assert.Equal(-3, ratio.Numerator);
        Assert.Equal(2, ratio.Denominator);
        Assert.Equal("-3/2", ratio.ToString());
        Assert.Throws<DivideByZeroException>(() => new Ratio(1, 0));
    }

    [Theory]
    [InlineData(1, 3, "0.3333")]
    [InlineData(2, 3, "0.6667")]
    [InlineData(1, 20000, "0.0001")]
    [InlineData(1, 20001, "0.0000")]
    [InlineData(199999, 200000, "1.0000")]
    [InlineData(-1, 20000, "0.0000")]
    [InlineData(-3, 20000, "-0.0001")]
    [InlineData(7, 1, "7.0000")]
    public void Text_is_rounded_half_up_once(long numerator, long denominator, string text) =>
        Assert.Equal(text, new Ratio(numerator, denominator).ToText(4));

    [Theory]
    [InlineData(43195, 43200, "99.9884")]
    [InlineData(43920, 44640, "98.3871")]
    [InlineData(1999, 2000, "99.9500")]
    [InlineData(50, 54, "92.5926")]
    [InlineData(1, 1, "100.0000")]
    [InlineData(0, 5, "0.0000")]
    public void Percentages_have_four_decimals(long numerator, long denominator, string text) =>
        Assert.Equal(text, PercentText.Of(new Ratio(numerator, denominator)));

    [Fact]
    public void No_ratio_has_no_percentage() => Assert.Equal("", PercentText.Of(null));

    [Theory]
    [InlineData("99.95", 1999, 20)]
    [InlineData("0", 0, 1)]
    [InlineData("-1.5", -3, 2)]
    [InlineData("000.250", 1, 4)]
    [InlineData("999999999999999999.999999999999", 0, 0)]
    public void Decimals_are_read_exactly(string text, long numerator, long denominator)
    {
        Assert.True(Ratio.TryParse(text, out Ratio ratio));
        if (denominator != 0)
        {
            Assert.Equal(new Ratio(numerator, denominator), ratio);
        }
        else
        {
            Assert.Equal(text, ratio.ToText(12));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0.0")]
    [InlineData("--1")]
    [InlineData("1.-5")]
    [InlineData("1000000000000000000")]
    [InlineData("0.0000000000001")]
    public void Anything_else_is_not_read(string text) => Assert.False(Ratio.TryParse(text, out _));

    [Fact]
    public void Comparison_is_exact_where_doubles_cannot_tell() =>
        Seeds.ForEach(200, random =>
        {
            long bound = random.Next(2) == 0 ? long.MaxValue : 1000;
            Int128 denominator = random.NextInt64(1, bound);
            Int128 numerator = random.NextInt64(-bound, bound) * (Int128)(random.Next(2) == 0 ? 1 : long.MaxValue);
            Ratio left = new(numerator, denominator);
            Ratio right = new(numerator + 1, denominator + random.Next(2));
            int expected = ((BigInteger)left.Numerator * (BigInteger)right.Denominator).CompareTo((BigInteger)right.Numerator * (BigInteger)left.Denominator);
            Assert.Equal(Math.Sign(expected), Math.Sign(left.CompareTo(right)));
            Assert.Equal(expected < 0, left < right);
            Assert.Equal(expected >= 0, left >= right);
        });

    [Theory]
    [InlineData(1, 3, 10, 3, 4)]
    [InlineData(1, 2, 10, 5, 5)]
    [InlineData(-1, 3, 10, -4, -3)]
    [InlineData(1, 1, long.MaxValue, long.MaxValue, long.MaxValue)]
    public void Products_round_down_or_up_exactly(long numerator, long denominator, long factor, long floor, long ceiling)
    {
        Assert.Equal(floor, new Ratio(numerator, denominator).FloorTimes(factor));
        Assert.Equal(ceiling, new Ratio(numerator, denominator).CeilingTimes(factor));
    }

    [Fact]
    public void A_product_that_does_not_fit_is_an_error() =>
        Assert.Throws<OverflowException>(() => new Ratio(2, 1).FloorTimes(long.MaxValue));
}
