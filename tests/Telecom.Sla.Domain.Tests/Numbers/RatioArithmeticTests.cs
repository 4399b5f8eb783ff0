using System.Globalization;
using System.Numerics;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Numbers;

public sealed class RatioArithmeticTests
{
    [Fact]
    public void Sums_differences_products_and_quotients_agree_with_unbounded_fractions() =>
        Seeds.ForEach(3000, random =>
        {
            Ratio left = Draw(random);
            Ratio right = Draw(random);
            (BigInteger a, BigInteger b) = ((BigInteger)left.Numerator, (BigInteger)left.Denominator);
            (BigInteger c, BigInteger d) = ((BigInteger)right.Numerator, (BigInteger)right.Denominator);
            Agrees(() => left + right, (a * d) + (c * b), b * d);
            Agrees(() => left - right, (a * d) - (c * b), b * d);
            Agrees(() => left * right, a * c, b * d);
            Agrees(() => -left, -a, b);
            if (c.IsZero)
            {
                Assert.Throws<DivideByZeroException>(() => left / right);
            }
            else
            {
                Agrees(() => left / right, a * d, b * c);
            }
        });

    [Fact]
    public void Named_methods_are_the_operators()
    {
        (Ratio third, Ratio half) = (new Ratio(1, 3), new Ratio(1, 2));
        Assert.Equal(
            [new Ratio(5, 6), new Ratio(-1, 6), new Ratio(1, 6), new Ratio(2, 3), new Ratio(-1, 3), third, half],
            [
                Ratio.Add(third, half), Ratio.Subtract(third, half), Ratio.Multiply(third, half), Ratio.Divide(third, half), Ratio.Negate(third),
                Ratio.Min(half, third), Ratio.Max(third, half),
            ]);
    }

    [Fact]
    public void Intermediate_values_never_overflow()
    {
        // 1/(2^100) + 1/(2^100) = 1/(2^99), though the common denominator has 200 bits; and (2^120)/3 * 3/(2^120) = 1.
        Int128 large = Int128.One << 100;
        Assert.Equal(new Ratio(1, large / 2), new Ratio(1, large) + new Ratio(1, large));
        Assert.Equal(Ratio.One, new Ratio(Int128.One << 120, 3) * new Ratio(3, Int128.One << 120));
        Assert.Throws<OverflowException>(() => new Ratio(1, large) * new Ratio(1, large));
        Assert.Throws<OverflowException>(() => new Ratio(Int128.MaxValue, 1) + Ratio.One);
    }

    [Fact]
    public void Every_decimal_goes_to_a_ratio_and_back() =>
        Seeds.ForEach(2000, random =>
        {
            (int low, int middle, int high) = (random.Next(), random.Next(2) * random.Next(), random.Next(2) * random.Next(int.MinValue, int.MaxValue));
            decimal value = new(low, middle, high, random.Next(2) == 0, (byte)random.Next(29));
            Ratio ratio = Ratio.FromDecimal(value);
            int[] bits = decimal.GetBits(value);
            BigInteger mantissa = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
            Assert.Equal((value < 0 ? -mantissa : mantissa) * (BigInteger)ratio.Denominator, (BigInteger)ratio.Numerator * BigInteger.Pow(10, value.Scale));
            Assert.Equal(value, ratio.ToDecimal());
            Assert.Equal(value, ratio.RoundHalfUp(value.Scale));
        });

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("0")]
    [InlineData("-0.5")]
    public void The_ends_of_decimal_are_exact(string text)
    {
        decimal value = decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(value, Ratio.FromDecimal(value).ToDecimal());
    }

    [Fact]
    public void What_is_no_decimal_is_refused_and_not_rounded()
    {
        Assert.Throws<ArithmeticException>(() => new Ratio(1, 3).ToDecimal());
        Assert.Throws<ArithmeticException>(() => new Ratio(1, Int128.One << 29).ToDecimal());
        Assert.Equal(0.0000000037252902984619140625m, new Ratio(1, Int128.One << 28).ToDecimal());
        Assert.Throws<OverflowException>(() => new Ratio(Int128.One << 96, 1).ToDecimal());
        Assert.Throws<OverflowException>(() => new Ratio(10, 1).RoundHalfUp(28));
    }

    [Theory]
    [InlineData(1, 200, 2, "0.01")]
    [InlineData(-1, 200, 2, "0.00")]
    [InlineData(-3, 200, 2, "-0.01")]
    [InlineData(1157, 100, 2, "11.57")]
    [InlineData(11574, 1000, 2, "11.57")]
    [InlineData(11575, 1000, 2, "11.58")]
    [InlineData(0, 1, 2, "0.00")]
    [InlineData(5, 2, 0, "3")]
    [InlineData(-5, 2, 0, "-2")]
    [InlineData(1, 3, 28, "0.3333333333333333333333333333")]
    public void Rounding_is_half_up_and_keeps_its_decimals(long numerator, long denominator, int decimals, string text) =>
        Assert.Equal(text, new Ratio(numerator, denominator).RoundHalfUp(decimals).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void The_number_of_decimals_has_a_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ratio.One.RoundHalfUp(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ratio.One.RoundHalfUp(29));
    }

    [Fact]
    public void Rounding_is_the_only_multiple_within_half_a_step_below_and_less_above() =>
        Seeds.ForEach(2000, random =>
        {
            Ratio ratio = new(random.NextInt64(-1_000_000, 1_000_000), random.Next(1, 3) * random.Next(1, 1000));
            int decimals = random.Next(5);
            Ratio moved = Ratio.FromDecimal(ratio.RoundHalfUp(decimals)) - ratio;
            Ratio halfStep = new(1, 2 * (Int128)Math.Pow(10, decimals));
            Assert.True(moved > -halfStep && moved <= halfStep, $"{ratio} moved by {moved}");
            Assert.Equal(ratio.ToText(decimals), ratio.RoundHalfUp(decimals).ToString(CultureInfo.InvariantCulture));
        });

    private static void Agrees(Func<Ratio> operation, BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * (denominator.Sign < 0 ? -1 : 1);
        (numerator, denominator) = (numerator / divisor, denominator / divisor);
        if (BigInteger.Abs(numerator) > (BigInteger)Int128.MaxValue || denominator > (BigInteger)Int128.MaxValue)
        {
            Assert.Throws<OverflowException>(() => operation());
            return;
        }

        Ratio result = operation();
        Assert.Equal((numerator, denominator), ((BigInteger)result.Numerator, (BigInteger)result.Denominator));
    }

    private static Ratio Draw(Random random) => random.Next(4) switch
    {
        0 => new Ratio(random.Next(-5, 6), random.Next(1, 6)),
        1 => new Ratio(random.NextInt64(long.MinValue, long.MaxValue), random.NextInt64(1, long.MaxValue)),
        2 => new Ratio(
            random.NextInt64() * (Int128)random.NextInt64() * (random.Next(2) == 0 ? 1 : -1), random.NextInt64(1, long.MaxValue) * (Int128)random.Next(1, int.MaxValue)),
        _ => new Ratio(Int128.MaxValue - random.Next(3), Int128.One << random.Next(126)),
    };
}
