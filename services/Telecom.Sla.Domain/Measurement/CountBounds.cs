namespace Telecom.Sla.Domain.Measurement;

/// <summary>A number of samples of which only bounds are known.</summary>
/// <param name="Low">At least so many.</param>
/// <param name="High">At most so many.</param>
public readonly record struct CountBounds(long Low, long High)
{
    /// <summary>Bounds of the sum of two numbers.</summary>
    public static CountBounds operator +(CountBounds left, CountBounds right) => new(left.Low + right.Low, left.High + right.High);

    /// <summary>Bounds of the sum of two numbers.</summary>
    public static CountBounds Add(CountBounds left, CountBounds right) => left + right;
}
