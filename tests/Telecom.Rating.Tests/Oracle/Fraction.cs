using System.Globalization;
using System.Numerics;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>Schoolbook fractions of big integers: nothing of the production's arithmetic.</summary>
internal readonly struct Fraction(BigInteger top, BigInteger bottom) : IComparable<Fraction>
{
    public static Fraction Zero { get; } = new(0, 1);

    public static Fraction One { get; } = new(1, 1);

    public BigInteger Top { get; } = bottom.Sign < 0 ? -top : top;

    public BigInteger Bottom { get; } = BigInteger.Abs(bottom);

    public static Fraction Of(Ratio ratio) => new((BigInteger)ratio.Numerator, (BigInteger)ratio.Denominator);

    /// <summary>Amounts of at most four decimals.</summary>
    public static Fraction Of(decimal value) => new(new BigInteger(value * 10000m), 10000);

    /// <summary>The largest integer that is not above.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Top, Bottom, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest integer that is not below.</summary>
    public BigInteger Ceiling() => Floor() is var floor && floor * Bottom == Top ? floor : floor + 1;

    /// <summary>Money: the nearest amount of the currency, the higher one from the middle.</summary>
    public decimal Money(int decimals)
    {
        BigInteger scale = BigInteger.Pow(10, decimals);
        Fraction scaled = new(Top * scale, Bottom);
        BigInteger below = scaled.Floor();
        BigInteger rest = scaled.Top - (below * scaled.Bottom);
        BigInteger nearest = rest * 2 >= scaled.Bottom ? below + 1 : below;
        return (decimal)nearest / (decimal)scale;
    }

    public int CompareTo(Fraction other) => (Top * other.Bottom).CompareTo(other.Top * Bottom);

    public override string ToString()
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(Top, Bottom);
        return Bottom == common ? (Top / common).ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Top / common}/{Bottom / common}");
    }

    public static Fraction operator +(Fraction left, Fraction right) => new((left.Top * right.Bottom) + (right.Top * left.Bottom), left.Bottom * right.Bottom);

    public static Fraction operator -(Fraction left, Fraction right) => new((left.Top * right.Bottom) - (right.Top * left.Bottom), left.Bottom * right.Bottom);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Top * right.Top, left.Bottom * right.Bottom);

    public static Fraction operator /(Fraction left, Fraction right) => new(left.Top * right.Bottom, left.Bottom * right.Top);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;
}
