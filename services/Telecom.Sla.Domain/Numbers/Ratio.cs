using System.Globalization;
using System.Numerics;

namespace Telecom.Sla.Domain.Numbers;

/// <summary>
/// An exact rational number in lowest terms with a positive denominator. Verdicts compare ratios, never rounded text or floating
/// point. The default value is 0.
/// </summary>
public readonly partial struct Ratio : IEquatable<Ratio>, IComparable<Ratio>
{
    private readonly Int128 _denominatorLessOne;

    /// <summary>Makes the ratio of two integers.</summary>
    /// <param name="numerator">Numerator.</param>
    /// <param name="denominator">Denominator, not 0.</param>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Ratio(Int128 numerator, Int128 denominator)
    {
        if (denominator == 0)
        {
            throw new DivideByZeroException("A ratio needs a denominator that is not 0.");
        }

        if (denominator < 0)
        {
            numerator = -numerator;
            denominator = -denominator;
        }

        Int128 divisor = GreatestCommonDivisor(Int128.Abs(numerator), denominator);
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    /// <summary>The number 0.</summary>
    public static Ratio Zero => default;

    /// <summary>The number 1.</summary>
    public static Ratio One => new(1, 1);

    /// <summary>Numerator in lowest terms.</summary>
    public Int128 Numerator { get; }

    /// <summary>Denominator in lowest terms, at least 1.</summary>
    public Int128 Denominator => _denominatorLessOne + 1;

    /// <summary>1 less this ratio: what a target allows to be missing.</summary>
    public Ratio Complement => new(Denominator - Numerator, Denominator);

    /// <summary>The ratio that a number of percent means: Percent(50) is 1/2.</summary>
    public static Ratio Percent(long percent) => new(percent, 100);

    /// <summary>
    /// Reads an exact decimal: digits with an optional sign and fraction, no exponent, no grouping, at most 18 digits before and 12 after
    /// the point.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ratio ratio)
    {
        ratio = default;
        ReadOnlySpan<char> digits = text.StartsWith("-") ? text[1..] : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<char> fraction = point < 0 ? "0" : digits[(point + 1)..];
        if (whole.Length is < 1 or > 18 || fraction.Length is < 1 or > 12
            || !long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out long units)
            || !long.TryParse(fraction, NumberStyles.None, CultureInfo.InvariantCulture, out long parts))
        {
            return false;
        }

        Int128 scale = 1;
        for (int i = 0; i < fraction.Length; i++)
        {
            scale *= 10;
        }

        Int128 magnitude = (units * scale) + parts;
        ratio = new Ratio(digits.Length == text.Length ? magnitude : -magnitude, scale);
        return true;
    }

    /// <summary>The largest integer that is not above this ratio times <paramref name="factor"/>.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public long FloorTimes(long factor) => (long)Floor(new BigInteger(factor) * (BigInteger)Numerator, (BigInteger)Denominator);

    /// <summary>The smallest integer that is not below this ratio times <paramref name="factor"/>.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public long CeilingTimes(long factor) => (long)-Floor(-(new BigInteger(factor) * (BigInteger)Numerator), (BigInteger)Denominator);

    /// <summary>Decimal text, rounded half up (towards plus infinity) to a number of decimals.</summary>
    /// <param name="decimals">0 to 12.</param>
    public string ToText(int decimals) => ToText(1, decimals);

    /// <summary>Decimal text of this ratio times <paramref name="factor"/>, rounded half up once, after the product.</summary>
    internal string ToText(int factor, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 12);
        BigInteger scale = BigInteger.Pow(10, decimals);
        BigInteger denominator = (BigInteger)Denominator;
        BigInteger scaled = Floor(((BigInteger)Numerator * factor * scale * 2) + denominator, denominator * 2);
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(scaled), scale, out BigInteger fraction);
        string sign = scaled.Sign < 0 ? "-" : "";
        string units = whole.ToString(CultureInfo.InvariantCulture);
        return decimals == 0 ? sign + units : $"{sign}{units}.{fraction.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0')}";
    }

    /// <inheritdoc/>
    public int CompareTo(Ratio other)
    {
        if (FitsInLong && other.FitsInLong)
        {
            return (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
        }

        return ((BigInteger)Numerator * (BigInteger)other.Denominator).CompareTo((BigInteger)other.Numerator * (BigInteger)Denominator);
    }

    /// <inheritdoc/>
    public bool Equals(Ratio other) => Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ratio other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <summary>"numerator/denominator", or the integer alone.</summary>
    public override string ToString() =>
        Denominator == 1 ? Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private bool FitsInLong => Denominator <= long.MaxValue && Int128.Abs(Numerator) <= long.MaxValue;

    private static Int128 GreatestCommonDivisor(Int128 left, Int128 right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }

    private static BigInteger Floor(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Exactly equal.</summary>
    public static bool operator ==(Ratio left, Ratio right) => left.Equals(right);

    /// <summary>Not exactly equal.</summary>
    public static bool operator !=(Ratio left, Ratio right) => !left.Equals(right);

    /// <summary>Exactly less.</summary>
    public static bool operator <(Ratio left, Ratio right) => left.CompareTo(right) < 0;

    /// <summary>Exactly greater.</summary>
    public static bool operator >(Ratio left, Ratio right) => left.CompareTo(right) > 0;

    /// <summary>Exactly less or equal.</summary>
    public static bool operator <=(Ratio left, Ratio right) => left.CompareTo(right) <= 0;

    /// <summary>Exactly greater or equal.</summary>
    public static bool operator >=(Ratio left, Ratio right) => left.CompareTo(right) >= 0;
}
