using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// What one producer measured of one circuit in one minute. It knows no contract: loss is kept per second, so that any slice of whole
/// seconds can be derived later. Everything is an integer that is added, or a minimum or maximum, so any order and grouping of adds
/// and merges gives the same content and, through <see cref="MinuteCellCodec"/>, the same bytes.
/// </summary>
/// <remarks>Adding allocates only when a bucket is used for the first time. Not safe for use by several threads at once.</remarks>
public sealed class MinuteCell
{
    /// <summary>Seconds of a minute.</summary>
    public const int Seconds = 60;

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

    /// <summary>Samples of all metrics.</summary>
    public long SampleCount => Latency.Count + Throughput.Count + LossCount;

    /// <summary>Instant of the newest sample; null when there is none.</summary>
    public UtcInstant? NewestSample => SampleCount == 0 ? null : new UtcInstant(_startUs + NewestOffsetUs);

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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nanoseconds, SampleRules.MaxLatencyNanoseconds);
        long offset = OffsetOf(instant);
        Latency.Add(nanoseconds);
        NewestOffsetUs = Math.Max(NewestOffsetUs, offset);
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
        ArgumentOutOfRangeException.ThrowIfZero(sent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sent, SampleRules.MaxPackets);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lost, sent);
        long offset = OffsetOf(instant);
        MakeSeconds();
        int second = (int)(offset / UtcInstant.PerSecond);
        Sent += sent;
        Lost += lost;
        _sent[second] += sent;
        _lost[second] += lost;
        LossCount++;
        NewestOffsetUs = Math.Max(NewestOffsetUs, offset);
    }

    /// <summary>Adds everything that another cell of the same minute holds.</summary>
    /// <exception cref="ArgumentException">The other cell is of another minute.</exception>
    public void MergeFrom(MinuteCell other)
    {
        if (other.Minute != Minute)
        {
            throw new ArgumentException($"A cell of minute {other.Minute} cannot be merged into minute {Minute}.", nameof(other));
        }

        Latency.MergeFrom(other.Latency);
        Throughput.MergeFrom(other.Throughput);
        NewestOffsetUs = Math.Max(NewestOffsetUs, other.NewestOffsetUs);
        if (other.LossCount == 0)
        {
            return;
        }

        MakeSeconds();
        LossCount += other.LossCount;
        Sent += other.Sent;
        Lost += other.Lost;
        for (int second = 0; second < Seconds; second++)
        {
            _sent[second] += other._sent[second];
            _lost[second] += other._lost[second];
        }
    }

    /// <summary>Puts together a cell from its parts, for the codec, which has checked them.</summary>
    /// <param name="minute">The minute.</param>
    /// <param name="newestOffsetUs">Microseconds from the start of the minute to the newest sample.</param>
    /// <param name="latency">Latencies.</param>
    /// <param name="throughput">Throughputs.</param>
    /// <param name="lossCount">Loss samples.</param>
    /// <param name="sent">Packets sent by second; empty when there is no loss sample.</param>
    /// <param name="lost">Packets lost by second; empty when there is no loss sample.</param>
    internal static MinuteCell Restore(long minute, long newestOffsetUs, LogHistogram latency, LogHistogram throughput, long lossCount, long[] sent, long[] lost)
    {
        MinuteCell cell = new(minute) { NewestOffsetUs = newestOffsetUs, Latency = latency, Throughput = throughput, LossCount = lossCount, _sent = sent, _lost = lost };
        for (int second = 0; second < sent.Length; second++)
        {
            cell.Sent += sent[second];
            cell.Lost += lost[second];
        }

        return cell;
    }

    private long OffsetOf(UtcInstant instant)
    {
        long offset = unchecked(instant.Microseconds - _startUs);
        if (offset is < 0 or >= LengthUs)
        {
            throw new ArgumentOutOfRangeException(nameof(instant), instant, $"The instant is not in the minute that begins at {Start}.");
        }

        return offset;
    }

    private void MakeSeconds()
    {
        if (_sent.Length == 0)
        {
            _sent = new long[Seconds];
            _lost = new long[Seconds];
        }
    }
}
