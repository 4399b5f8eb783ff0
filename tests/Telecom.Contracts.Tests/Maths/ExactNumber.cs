using System.Globalization;
using System.Numerics;

namespace Telecom.Contracts.Tests.Maths;

/// <summary>An exact rational number of any size: the oracle of the worked lines shares no code with the library.</summary>
internal readonly record struct ExactNumber
{
    public ExactNumber(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    /// <summary>A decimal with as many decimals as it is written with.</summary>
    public static ExactNumber Parse(string digits)
    {
        int decimals = DecimalsOf(digits);
        return new ExactNumber(BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
    }

    public static int DecimalsOf(string digits) => digits.Contains('.', StringComparison.Ordinal) ? digits.Length - digits.IndexOf('.', StringComparison.Ordinal) - 1 : 0;

    public BigInteger Floor() => BigInteger.Divide(Numerator - Modulo(), Denominator);

    public ExactNumber Integer(bool up) => new(up ? -new ExactNumber(-Numerator, Denominator).Floor() : Floor(), 1);

    /// <summary>Half up, towards plus infinity.</summary>
    public ExactNumber Round(int decimals)
    {
        BigInteger scale = BigInteger.Pow(10, decimals);
        return new ExactNumber(new ExactNumber((Numerator * scale * 2) + Denominator, Denominator * 2).Floor(), scale);
    }

    public ExactNumber Power(int exponent) => new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent));

    public int CompareTo(ExactNumber other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public override string ToString() => $"{Numerator}/{Denominator}";

    private BigInteger Modulo() => ((Numerator % Denominator) + Denominator) % Denominator;

    public static ExactNumber operator +(ExactNumber left, ExactNumber right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static ExactNumber operator -(ExactNumber left, ExactNumber right) => left + new ExactNumber(-right.Numerator, right.Denominator);

    public static ExactNumber operator *(ExactNumber left, ExactNumber right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static ExactNumber operator /(ExactNumber left, ExactNumber right) => new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);
}
