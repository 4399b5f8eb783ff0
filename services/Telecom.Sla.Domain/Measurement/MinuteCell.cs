using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// What one producer measured of one circuit in one minute. It knows no contract: loss is kept per second, so that any slice of whole
/// seconds can be derived later. Everything but the delay variation is an integer that is added, or a minimum or maximum, so that the
/// order of the samples changes nothing.
/// </summary>
/// <remarks>
/// <para>
/// Delay variation is |d(i) - d(i-1)| of consecutive samples (RFC 3393, section 2.3). A sample makes a pair with the newest one before it
/// of its minute when it is later in time than that; a sample that comes out of order makes none. So it depends on the order in which
/// samples are folded, and on nothing else: the same log gives the same cells however its folding is cut into steps
/// (<see cref="ContinuationOf"/>, <see cref="Resume"/>). The pair over the end of a minute is made by whoever reads the minutes in a row, from
/// <see cref="Last"/> of one and <see cref="First"/> of the next.
/// </para>
/// <para>Not safe for use by several threads at once.</para>
/// </remarks>
public sealed partial class MinuteCell
{
    /// <summary>Seconds of a minute.</summary>
    public const int Seconds = 60;

    /// <summary>Scale of the histogram of delay variation: 8 buckets in each doubling.</summary>
    public const int VariationScale = 3;

    /// <summary>Length of a minute, microseconds.</summary>
    internal const long LengthUs = UtcInstant.PerMinute;

    /// <summary>The first minute whose instants, and those of a year before it, fit in 64 bits of microseconds.</summary>
    internal const long Earliest = (long.MinValue / LengthUs) + 527_040;

    /// <summary>The last minute whose instants, and those of a year after it, fit in 64 bits of microseconds.</summary>
    internal const long Latest = (long.MaxValue / LengthUs) - 527_040;

    private readonly long _startUs;
    private long[] _sent = [];
    private long[] _lost = [];

    /// <summary>Makes an empty cell.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minute has no instants that fit in 64 bits of microseconds.</exception>
    public MinuteCell(long minute)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minute, Earliest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minute, Latest);
        Minute = minute;
        _startUs = minute * UtcInstant.PerMinute;
    }

    /// <summary>Minutes since the Unix epoch.</summary>
    public long Minute { get; }

    /// <summary>First instant of the minute.</summary>
    public UtcInstant Start => new(_startUs);

    /// <summary>Round-trip delays, nanoseconds.</summary>
    public LogHistogram Latency { get; private init; } = new();

    /// <summary>Throughputs, bits per second.</summary>
    public LogHistogram Throughput { get; private init; } = new();

    /// <summary>Differences of consecutive round-trip delays of this minute without their sign, nanoseconds.</summary>
    public LogHistogram Variation { get; private init; } = new(VariationScale);

    /// <summary>Loss samples.</summary>
    public long LossCount { get; private set; }

    /// <summary>Packets sent, over the minute.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets lost, over the minute.</summary>
    public long Lost { get; private set; }

    /// <summary>Packets sent in each second; empty when there is no loss sample.</summary>
    public ReadOnlySpan<long> SentBySecond => _sent;

    /// <summary>Packets lost in each second; empty when there is no loss sample.</summary>
    public ReadOnlySpan<long> LostBySecond => _lost;

    /// <summary>Why some samples of the minute are suspect.</summary>
    public SuspectReasons Suspect { get; private set; }

    /// <summary>Samples of all metrics.</summary>
    public long SampleCount => Latency.Count + Throughput.Count + LossCount;

    /// <summary>Instant of the newest sample; null when there is none.</summary>
    public UtcInstant? NewestSample => SampleCount == 0 ? null : new UtcInstant(_startUs + NewestOffsetUs);

    /// <summary>Earliest single delay of the minute, the first of those when several have its instant; null when there is none.</summary>
    public DelaySample? First => _firstOffsetUs < 0 ? null : new DelaySample(new UtcInstant(_startUs + _firstOffsetUs), _firstNs);

    /// <summary>Newest single delay of the minute, the first of those when several have its instant; null when there is none.</summary>
    public DelaySample? Last => _lastOffsetUs < 0 ? null : new DelaySample(new UtcInstant(_startUs + _lastOffsetUs), _lastNs);

    /// <summary>Microseconds from the start of the minute to the newest sample.</summary>
    internal long NewestOffsetUs { get; private set; }

    /// <summary>The minute of an instant, minutes since the Unix epoch.</summary>
    public static long MinuteOf(UtcInstant instant) => UtcInstant.FloorDivide(instant.Microseconds, UtcInstant.PerMinute);

    /// <summary>Adds a round-trip delay.</summary>
    /// <param name="instant">Its instant, in this minute.</param>
    /// <param name="nanoseconds">0 to <see cref="SampleRules.MaxLatencyNanoseconds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant is in another minute, or the value is out of range; nothing was added.</exception>
    public void AddLatency(UtcInstant instant, long nanoseconds)
    {
        if (unchecked((ulong)nanoseconds) > SampleRules.MaxLatencyNanoseconds)
        {
            throw new ArgumentOutOfRangeException(nameof(nanoseconds), nanoseconds, "A delay is 0 to one hour.");
        }

        long offset = OffsetOf(instant);
        Latency.Add(nanoseconds);
        NewestOffsetUs = Math.Max(NewestOffsetUs, offset);
        Pair(offset, nanoseconds);
    }

    /// <summary>Adds a throughput.</summary>
    /// <param name="instant">Its instant, in this minute.</param>
    /// <param name="bitsPerSecond">0 to <see cref="SampleRules.MaxThroughputBitsPerSecond"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant is in another minute, or the value is out of range; nothing was added.</exception>
    public void AddThroughput(UtcInstant instant, long bitsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitsPerSecond, SampleRules.MaxThroughputBitsPerSecond);
        long offset = OffsetOf(instant);
        Throughput.Add(bitsPerSecond);
        NewestOffsetUs = Math.Max(NewestOffsetUs, offset);
    }

    /// <summary>Adds packets sent at an instant and how many of them were lost.</summary>
    /// <param name="instant">When they were sent, in this minute.</param>
    /// <param name="sent">1 to <see cref="SampleRules.MaxPackets"/>.</param>
    /// <param name="lost">0 to <paramref name="sent"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant is in another minute, or a number is out of range; nothing was added.</exception>
    public void AddLoss(UtcInstant instant, uint sent, uint lost)
    {
        if (sent == 0 || sent > SampleRules.MaxPackets || lost > sent)
        {
            throw new ArgumentOutOfRangeException(nameof(sent), sent, $"1 to {SampleRules.MaxPackets} packets are sent, and no more lost ({lost}) than sent.");
        }

        long offset = OffsetOf(instant);
        if (_sent.Length == 0)
        {
            _sent = new long[Seconds];
            _lost = new long[Seconds];
        }

        int second = (int)((uint)offset / (uint)UtcInstant.PerSecond);
        Sent += sent;
        Lost += lost;
        _sent[second] += sent;
        _lost[second] += lost;
        LossCount++;
        NewestOffsetUs = Math.Max(NewestOffsetUs, offset);
    }

    /// <summary>Adds a distribution that was counted elsewhere. It makes no pair, for its values have no order.</summary>
    /// <param name="instant">The last instant of its interval, in this minute.</param>
    /// <param name="metric">Latency (nanoseconds) or throughput (bits per second).</param>
    /// <param name="distribution">The values, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant is in another minute, or the metric has no distribution; nothing was added.</exception>
    public void AddDistribution(UtcInstant instant, MetricKind metric, LogHistogram distribution)
    {
        long offset = OffsetOf(instant);
        LogHistogram into = metric switch
        {
            MetricKind.Latency => Latency,
            MetricKind.Throughput => Throughput,
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Latency and throughput have distributions."),
        };
        into.MergeFrom(distribution);
        NewestOffsetUs = Math.Max(NewestOffsetUs, offset);
    }

    /// <summary>Says that samples of this minute are suspect.</summary>
    public void Mark(SuspectReasons reasons) => Suspect |= reasons;

    /// <summary>Puts together a cell from its parts, for the codec, which has checked them.</summary>
    /// <param name="minute">The minute.</param>
    /// <param name="newestOffsetUs">Microseconds from the start of the minute to the newest sample.</param>
    /// <param name="suspect">Marks.</param>
    /// <param name="latency">Latencies.</param>
    /// <param name="throughput">Throughputs.</param>
    /// <param name="variation">Delay variation.</param>
    /// <param name="first">Offset and value of the earliest delay; an offset below 0: none.</param>
    /// <param name="last">Offset and value of the newest delay; an offset below 0: none.</param>
    /// <param name="lossCount">Loss samples.</param>
    /// <param name="loss">Packets by second; null when there is no loss sample.</param>
    internal static MinuteCell Restore(
        long minute,
        long newestOffsetUs,
        SuspectReasons suspect,
        LogHistogram latency,
        LogHistogram throughput,
        LogHistogram variation,
        (long OffsetUs, long Ns) first,
        (long OffsetUs, long Ns) last,
        long lossCount,
        LossRuns? loss)
    {
        MinuteCell cell = new(minute) { NewestOffsetUs = newestOffsetUs, Suspect = suspect, Latency = latency, Throughput = throughput, Variation = variation };
        (cell._firstOffsetUs, cell._firstNs) = first;
        (cell._lastOffsetUs, cell._lastNs) = last;
        if (loss is null)
        {
            return cell;
        }

        (cell._sent, cell._lost) = (new long[Seconds], new long[Seconds]);
        (cell.LossCount, cell.Sent, cell.Lost) = (lossCount, loss.Sent, loss.Lost);
        int at = 0;
        for (int i = 0; i < loss.Count; i++)
        {
            (int seconds, SecondLoss each) = loss[i];
            cell._sent.AsSpan(at, seconds).Fill(each.Sent);
            cell._lost.AsSpan(at, seconds).Fill(each.Lost);
            at += seconds;
        }

        return cell;
    }

    /// <summary>Adds the packets of each second to runs, as many as the minute has seconds.</summary>
    internal void AppendLoss(LossRuns runs)
    {
        if (_sent.Length == 0)
        {
            runs.Add(Seconds, default);
            return;
        }

        for (int first = 0; first < Seconds;)
        {
            int end = first + 1;
            while (end < Seconds && _sent[end] == _sent[first] && _lost[end] == _lost[first])
            {
                end++;
            }

            runs.Add(end - first, new SecondLoss(_sent[first], _lost[first]));
            first = end;
        }
    }

    private long OffsetOf(UtcInstant instant)
    {
        long offset = unchecked(instant.Microseconds - _startUs);
        return unchecked((ulong)offset) < LengthUs ? offset : throw Outside(instant);
    }

    private ArgumentOutOfRangeException Outside(UtcInstant instant) =>
        new(nameof(instant), instant, $"The instant is not in the minute that begins at {Start}.");
}
