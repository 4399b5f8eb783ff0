using System.Numerics;

namespace Telecom.Sla.Domain.Numbers;

/// <content>
/// Exact arithmetic and the ways from and to <see cref="decimal"/>. Every operation gives the exact result, or an
/// <see cref="OverflowException"/> when the result in lowest terms does not fit: intermediate values never overflow.
/// </content>
public readonly partial struct Ratio
{
    private static readonly BigInteger DecimalMantissas = BigInteger.One << 96;

    /// <summary>The ratio that a decimal means, exactly.</summary>
    public static Ratio FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Int128 mantissa = unchecked(((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0]);
        return new Ratio(value < 0 ? -mantissa : mantissa, (Int128)BigInteger.Pow(10, value.Scale));
    }

    /// <summary>The smaller of two ratios.</summary>
    public static Ratio Min(Ratio left, Ratio right) => left < right ? left : right;

    /// <summary>The larger of two ratios.</summary>
    public static Ratio Max(Ratio left, Ratio right) => left > right ? left : right;

    /// <summary>As the operator +.</summary>
    public static Ratio Add(Ratio left, Ratio right) => left + right;

    /// <summary>As the operator -.</summary>
    public static Ratio Subtract(Ratio left, Ratio right) => left - right;

    /// <summary>As the operator *.</summary>
    public static Ratio Multiply(Ratio left, Ratio right) => left * right;

    /// <summary>As the operator /.</summary>
    public static Ratio Divide(Ratio left, Ratio right) => left / right;

    /// <summary>As the unary operator -.</summary>
    public static Ratio Negate(Ratio value) => -value;

    /// <summary>The decimal that is exactly this ratio, with as few decimals as it needs.</summary>
    /// <exception cref="ArithmeticException">The ratio has no end in decimals (1/3), or needs more than 28 of them.</exception>
    /// <exception cref="OverflowException">The digits do not fit in the 96 bits of a decimal.</exception>
    public decimal ToDecimal()
    {
        BigInteger scale = BigInteger.One;
        for (byte decimals = 0; decimals <= 28; decimals++, scale *= 10)
        {
            BigInteger factor = BigInteger.DivRem(scale, (BigInteger)Denominator, out BigInteger remainder);
            if (remainder.IsZero)
            {
                return MakeDecimal((BigInteger)Numerator * factor, decimals);
            }
        }

        throw new ArithmeticException($"{this} is not a decimal of at most 28 decimals.");
    }

    /// <summary>
    /// Rounds half up: a value in the middle goes towards plus infinity, as in <see cref="ToText(int)"/>. So 0.005 becomes 0.01 and -0.005
    /// becomes 0.00; to round amounts of both signs alike, round the magnitude and put the sign back. The one rounding of an amount
    /// (rule G7) is this one.
    /// </summary>
    /// <param name="decimals">Decimals of the result, 0 to 28; it keeps all of them, so 2 gives 0.00 and not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is out of its range.</exception>
    /// <exception cref="OverflowException">The digits do not fit in the 96 bits of a decimal.</exception>
    public decimal RoundHalfUp(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 28);
        BigInteger denominator = (BigInteger)Denominator;
        return MakeDecimal(Floor(((BigInteger)Numerator * BigInteger.Pow(10, decimals) * 2) + denominator, denominator * 2), (byte)decimals);
    }

    private static decimal MakeDecimal(BigInteger mantissa, byte scale)
    {
        BigInteger magnitude = BigInteger.Abs(mantissa);
        if (magnitude >= DecimalMantissas)
        {
            throw new OverflowException($"{mantissa} has more digits than a decimal.");
        }

        UInt128 bits = (UInt128)magnitude;
        return new decimal(unchecked((int)(uint)bits), unchecked((int)(uint)(bits >> 32)), unchecked((int)(uint)(bits >> 64)), mantissa.Sign < 0, scale);
    }

    private static Ratio Reduce(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new Ratio((Int128)(numerator / divisor), (Int128)(denominator / divisor));
    }

    /// <summary>The exact sum.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public static Ratio operator +(Ratio left, Ratio right) =>
        left.FitsInLong && right.FitsInLong
            ? new Ratio((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator)
            : Reduce(
                ((BigInteger)left.Numerator * (BigInteger)right.Denominator) + ((BigInteger)right.Numerator * (BigInteger)left.Denominator),
                (BigInteger)left.Denominator * (BigInteger)right.Denominator);

    /// <summary>The exact difference.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public static Ratio operator -(Ratio left, Ratio right) => left + -right;

    /// <summary>The same distance from 0 on the other side.</summary>
    public static Ratio operator -(Ratio value) => new(-value.Numerator, value.Denominator);

    /// <summary>The exact product.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public static Ratio operator *(Ratio left, Ratio right)
    {
        // Both are in lowest terms, so what they share crosswise is all that can be cancelled: what is multiplied is already the result.
        Int128 first = GreatestCommonDivisor(Int128.Abs(left.Numerator), right.Denominator);
        Int128 second = GreatestCommonDivisor(Int128.Abs(right.Numerator), left.Denominator);
        return new Ratio(left.Numerator / first * (right.Numerator / second), left.Denominator / second * (right.Denominator / first));
    }

    /// <summary>The exact quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public static Ratio operator /(Ratio left, Ratio right) => left * new Ratio(right.Denominator, right.Numerator);
}
