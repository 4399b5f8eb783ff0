using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Delay variation ("jitter") of a stream of packets, from its delays d(1), …, d(N) in sending order. A lost packet has no delay, and a
/// pair with a lost packet has no variation (RFC 3393, section 2: undefined), never a zero or an endless one.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>IPDV, RFC 3393; RFC 5481, section 4.1</term><description>ddT(i) = d(i) - d(i-1), signed</description></item>
/// <item>
/// <term>Inter-Frame Delay Variation, MEF 10.3, section 8.8</term><description>percentile of |d(i) - d(j)| of pairs a stated separation apart</description>
/// </item>
/// <item><term>PDV, RFC 5481, section 4.2; Frame Delay Range, MEF 10.3, section 8.8</term><description>d(i) - min d, and its percentile</description></item>
/// <item><term>Interarrival jitter, RFC 3550, section 6.4.1 and appendix A.8</term><description>J += (|ddT| - J)/16</description></item>
/// </list>
/// All are in the unit of the delays. MEF separates pairs by time; in a stream with a fixed period that is a number of packets.
/// </remarks>
public sealed class DelayVariation
{
    /// <summary>Gain of RFC 3550: each packet moves the estimate by a sixteenth of what it is off.</summary>
    private const int Gain = 16;

    private readonly long?[] _delays;

    /// <summary>Makes one from delays of which some may be missing.</summary>
    /// <param name="delays">Delays in sending order, each at least 0; null for a lost packet.</param>
    /// <exception cref="ArgumentOutOfRangeException">A delay is negative.</exception>
    public DelayVariation(IEnumerable<long?> delays)
    {
        _delays = [.. delays];
        foreach (long? delay in _delays)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(delay ?? 0, nameof(delays));
        }
    }

    /// <summary>IPDV of each pair of neighbours, signed, by the later packet; null where one of them was lost.</summary>
    public IReadOnlyList<long?> Consecutive => [.. _delays.Skip(1).Zip(_delays, (later, earlier) => later - earlier)];

    /// <summary>
    /// Interarrival jitter of RFC 3550 after the last packet; null with fewer than two received ones. The estimate starts at 0 and goes
    /// from each received packet to the next one received, whatever was lost between them. It is kept in sixteenths and updated with the
    /// integer arithmetic of appendix A.8, J16 += |D| - floor((J16 + 8)/16), so that it is the same everywhere; the result is J16/16.
    /// </summary>
    public Ratio? InterarrivalJitter
    {
        get
        {
            long? previous = null;
            Int128? sixteenths = null;
            foreach (long delay in _delays.OfType<long>())
            {
                if (previous is { } before)
                {
                    Int128 jitter = sixteenths ?? 0;
                    sixteenths = jitter + Math.Abs(delay - before) - ((jitter + (Gain / 2)) / Gain);
                }

                previous = delay;
            }

            return sixteenths is { } estimate ? new Ratio(estimate, Gain) : null;
        }
    }

    /// <summary>Delay variation of a stream that lost nothing.</summary>
    /// <param name="delays">Delays in sending order, each at least 0.</param>
    public static DelayVariation Of(IEnumerable<long> delays) => new(delays.Select(delay => (long?)delay));

    /// <summary>|d(i) - d(i-s)| of all pairs of received packets that are s packets apart: the percentiles of MEF come from it.</summary>
    /// <param name="separation">s, at least 1.</param>
    public ExactSamples Absolute(int separation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(separation, 1);
        ExactSamples samples = new();
        for (long later = separation; later < _delays.Length; later++)
        {
            if (_delays[later] - _delays[later - separation] is { } difference)
            {
                samples.Add(Math.Abs(difference));
            }
        }

        return samples;
    }

    /// <summary>d(i) - min d of every received packet: packet delay variation (PDV).</summary>
    public ExactSamples AboveMinimum()
    {
        ExactSamples samples = new();
        long minimum = _delays.Min() ?? 0;
        foreach (long delay in _delays.OfType<long>())
        {
            samples.Add(delay - minimum);
        }

        return samples;
    }

    /// <summary>Inter-Frame Delay Variation: the percentile, by nearest rank, of |d(i) - d(i-s)|; null when there is no pair.</summary>
    /// <param name="quantile">0 to 1.</param>
    /// <param name="separation">s, at least 1.</param>
    public long? InterFrame(Ratio quantile, int separation = 1) => Absolute(separation).Quantile(quantile)?.Low;

    /// <summary>Frame Delay Range: the percentile, by nearest rank, of the delay less the smallest delay; null when nothing was received.</summary>
    /// <param name="quantile">0 to 1.</param>
    public long? Range(Ratio quantile) => AboveMinimum().Quantile(quantile)?.Low;
}
