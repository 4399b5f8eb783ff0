using System.Numerics;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Packets sent and lost by interval, for the mean of the intervals' loss ratios: (1/n)·Σ lost(i)/sent(i) over the n intervals in which
/// something was sent (reading IP-R4 <c>mean_of_ratios</c>). It weighs an interval of ten packets like one of a million, which is why a
/// ratio of sums is the default reading.
/// </summary>
/// <remarks>Intervals with equally many packets are kept as one sum, so memory grows with the distinct numbers of packets sent.</remarks>
public sealed class LossIntervals
{
    /// <summary>Decimals of the bounds where the mean has no small denominator.</summary>
    private const int EnclosureDecimals = 30;

    /// <summary>Up to this many bits of the common denominator the mean is worked out as one fraction.</summary>
    private const int MostDenominatorBits = 1024;

    private readonly Dictionary<long, Int128> _lostBySent = [];

    /// <summary>Intervals in which something was sent.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// Mean of the loss ratios; null when there is no interval. Exact when it fits in a <see cref="Ratio"/>. Intervals with many
    /// unrelated numbers of packets have a common denominator that does not; then the bounds are multiples of 10^-30 and no further apart than
    /// 2·10^-30.
    /// </summary>
    public RatioBounds? MeanRatio => Count == 0 ? null : Exact() is { } exact ? new RatioBounds(exact, exact) : Enclosed();

    /// <summary>Adds an interval; one in which nothing was sent has no loss ratio and is left out.</summary>
    /// <param name="sent">Packets sent in it, at least 0.</param>
    /// <param name="lost">Packets lost of them, 0 to <paramref name="sent"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public void Add(long sent, long lost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sent);
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lost, sent);
        if (sent > 0)
        {
            Count++;
            _lostBySent[sent] = _lostBySent.GetValueOrDefault(sent) + lost;
        }
    }

    /// <summary>Adds every interval of another one.</summary>
    public void MergeFrom(LossIntervals other)
    {
        Count += other.Count;
        foreach ((long sent, Int128 lost) in other._lostBySent.ToArray())
        {
            _lostBySent[sent] = _lostBySent.GetValueOrDefault(sent) + lost;
        }
    }

    private static BigInteger Ceiling(BigInteger numerator, BigInteger denominator) => (numerator + denominator - 1) / denominator;

    private static bool Fits(BigInteger value) => value <= (BigInteger)Int128.MaxValue;

    private Ratio? Exact()
    {
        BigInteger numerator = BigInteger.Zero;
        BigInteger denominator = Count;
        foreach ((long sent, Int128 lost) in _lostBySent)
        {
            // Of the term lost/(n·sent); n is in the denominator from the start.
            BigInteger termDenominator = (BigInteger)sent * Count;
            numerator = (numerator * termDenominator) + ((BigInteger)lost * denominator);
            denominator *= termDenominator;
            BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
            numerator /= divisor;
            denominator /= divisor;
            if (denominator.GetBitLength() > MostDenominatorBits)
            {
                return null;
            }
        }

        return Fits(numerator) && Fits(denominator) ? new Ratio((Int128)numerator, (Int128)denominator) : null;
    }

    private RatioBounds Enclosed()
    {
        BigInteger scale = BigInteger.Pow(10, EnclosureDecimals);
        BigInteger low = BigInteger.Zero;
        BigInteger high = BigInteger.Zero;
        foreach ((long sent, Int128 lost) in _lostBySent)
        {
            low += (BigInteger)lost * scale / sent;
            high += Ceiling((BigInteger)lost * scale, sent);
        }

        return new RatioBounds(new Ratio((Int128)(low / Count), (Int128)scale), new Ratio((Int128)Ceiling(high, Count), (Int128)scale));
    }
}
