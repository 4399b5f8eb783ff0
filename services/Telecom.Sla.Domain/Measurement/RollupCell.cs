using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// What one producer measured of one circuit in an hour or a day: all that its minute cells say but how samples and delays spread over the
/// minutes. Loss is kept per second, so that outages under any contract and the loss ratio of each minute come out of it as they do out of
/// minute cells; and which minutes have samples of a metric, or suspect ones, is kept by minute.
/// </summary>
/// <remarks>
/// Parts are added in the order of time. Any grouping (minutes to hours, hours to days, minutes to days) gives the same content, since
/// everything is a sum, a union, a minimum or a maximum, and the pair of delays over the end of a part is made when the next part is added:
/// from the newest delay of the one and the earliest of the other, when they lie in the same or in neighbouring minutes. Not safe for use by
/// several threads at once.
/// </remarks>
public sealed class RollupCell
{
    private readonly MinuteSet?[] _suspect = new MinuteSet?[4];

    /// <summary>Makes an empty one.</summary>
    /// <param name="span">Hour or day.</param>
    /// <param name="start">Its first minute, minutes since the Unix epoch; a multiple of the span.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such span, or the start is no multiple of it or out of range.</exception>
    public RollupCell(RollupSpan span, long start)
    {
        if (span is not (RollupSpan.Hour or RollupSpan.Day))
        {
            throw new ArgumentOutOfRangeException(nameof(span), span, "A roll-up is an hour or a day.");
        }

        if (start % (int)span != 0 || start < MinuteCell.Earliest || start > MinuteCell.Latest)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"A roll-up begins at a multiple of {(int)span} minutes.");
        }

        Span = span;
        Start = start;
        LatencyMinutes = new MinuteSet(Minutes);
        ThroughputMinutes = new MinuteSet(Minutes);
        LossMinutes = new MinuteSet(Minutes);
    }

    /// <summary>Hour or day.</summary>
    public RollupSpan Span { get; }

    /// <summary>Its first minute, minutes since the Unix epoch.</summary>
    public long Start { get; }

    /// <summary>Its minutes: 60 or 1,440.</summary>
    public int Minutes => (int)Span;

    /// <summary>First minute after it, minutes since the Unix epoch.</summary>
    public long End => Start + Minutes;

    /// <summary>Round-trip delays, nanoseconds.</summary>
    public LogHistogram Latency { get; internal init; } = new();

    /// <summary>Throughputs, bits per second.</summary>
    public LogHistogram Throughput { get; internal init; } = new();

    /// <summary>Differences of consecutive round-trip delays without their sign, nanoseconds; see <see cref="MinuteCell"/> for what a pair is.</summary>
    public LogHistogram Variation { get; internal init; } = new(MinuteCell.VariationScale);

    /// <summary>Packets of each second up to the last part; what is missing to the end is unmeasured.</summary>
    public LossRuns Loss { get; internal init; } = new();

    /// <summary>Loss samples.</summary>
    public long LossCount { get; internal set; }

    /// <summary>Packets sent.</summary>
    public long Sent => Loss.Sent;

    /// <summary>Packets lost.</summary>
    public long Lost => Loss.Lost;

    /// <summary>Minutes with samples of latency.</summary>
    public MinuteSet LatencyMinutes { get; internal init; }

    /// <summary>Minutes with samples of throughput.</summary>
    public MinuteSet ThroughputMinutes { get; internal init; }

    /// <summary>Minutes with samples of loss.</summary>
    public MinuteSet LossMinutes { get; internal init; }

    /// <summary>Samples of all metrics.</summary>
    public long SampleCount => Latency.Count + Throughput.Count + LossCount;

    /// <summary>Instant of the newest sample; null when there is none.</summary>
    public UtcInstant? NewestSample { get; internal set; }

    /// <summary>Earliest single delay; null when there is none.</summary>
    public DelaySample? First { get; internal set; }

    /// <summary>Newest single delay; null when there is none.</summary>
    public DelaySample? Last { get; internal set; }

    /// <summary>Minutes that have a sample of any metric.</summary>
    public MinuteSet MeasuredMinutes
    {
        get
        {
            MinuteSet all = new(Minutes);
            all.Add(LatencyMinutes);
            all.Add(ThroughputMinutes);
            all.Add(LossMinutes);
            return all;
        }
    }

    /// <summary>Minutes with samples that are suspect for a reason; null when there is none.</summary>
    /// <param name="reason">One reason.</param>
    public MinuteSet? SuspectMinutes(SuspectReasons reason) => _suspect[Index(reason)];

    /// <summary>The pair that is made where two parts meet; null when there is none.</summary>
    /// <param name="last">Newest delay of the earlier part.</param>
    /// <param name="first">Earliest delay of the later part.</param>
    /// <returns>Their difference without its sign, nanoseconds.</returns>
    public static long? PairOver(DelaySample? last, DelaySample? first) =>
        last is { } before && first is { } after && after.At > before.At && MinuteCell.MinuteOf(after.At) - MinuteCell.MinuteOf(before.At) <= 1
            ? Math.Abs(after.Nanoseconds - before.Nanoseconds)
            : null;

    /// <summary>Adds a minute.</summary>
    /// <param name="cell">A cell of a minute inside, after all that was added before.</param>
    /// <exception cref="ArgumentException">The cell is of another hour or day, or out of order.</exception>
    public void Add(MinuteCell cell)
    {
        int minute = PlaceOf(cell.Minute, 1);
        AddCommon(cell.Latency, cell.Throughput, cell.Variation, cell.LossCount, cell.NewestSample, cell.First, cell.Last);
        Loss.FillTo(minute * MinuteCell.Seconds);
        cell.AppendLoss(Loss);
        MarkIf(cell.Latency.Count, LatencyMinutes, minute);
        MarkIf(cell.Throughput.Count, ThroughputMinutes, minute);
        MarkIf(cell.LossCount, LossMinutes, minute);
        for (int i = 0; i < _suspect.Length; i++)
        {
            if (((int)cell.Suspect & (1 << i)) != 0)
            {
                (_suspect[i] ??= new MinuteSet(Minutes)).Add(minute);
            }
        }
    }

    /// <summary>Adds a shorter roll-up.</summary>
    /// <param name="part">An hour inside, after all that was added before.</param>
    /// <exception cref="ArgumentException">The part is of another hour or day, or out of order.</exception>
    public void Add(RollupCell part)
    {
        int minute = PlaceOf(part.Start, part.Minutes);
        AddCommon(part.Latency, part.Throughput, part.Variation, part.LossCount, part.NewestSample, part.First, part.Last);
        Loss.FillTo(minute * MinuteCell.Seconds);
        Loss.Add(part.Loss);
        Loss.FillTo((minute + part.Minutes) * MinuteCell.Seconds);
        LatencyMinutes.Add(part.LatencyMinutes, minute);
        ThroughputMinutes.Add(part.ThroughputMinutes, minute);
        LossMinutes.Add(part.LossMinutes, minute);
        for (int i = 0; i < _suspect.Length; i++)
        {
            if (part._suspect[i] is { } marked)
            {
                (_suspect[i] ??= new MinuteSet(Minutes)).Add(marked, minute);
            }
        }
    }

    /// <summary>Puts in the marks of a reason, for the codec.</summary>
    internal void SetSuspect(int bit, MinuteSet minutes) => _suspect[bit] = minutes;

    /// <summary>The marks of a reason, for the codec.</summary>
    internal MinuteSet? SuspectAt(int bit) => _suspect[bit];

    private static int Index(SuspectReasons reason) => reason switch
    {
        SuspectReasons.ClockStep => 0,
        SuspectReasons.HaltedTest => 1,
        SuspectReasons.ClockSkew => 2,
        SuspectReasons.Other => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "One reason is asked for."),
    };

    private static void MarkIf(long samples, MinuteSet minutes, int minute)
    {
        if (samples > 0)
        {
            minutes.Add(minute);
        }
    }

    private int PlaceOf(long minute, int length)
    {
        if (minute < Start || minute + length > End)
        {
            throw new ArgumentException($"Minute {minute} is not in the {Span} that begins at minute {Start}.", nameof(minute));
        }

        int place = (int)(minute - Start);
        return place * MinuteCell.Seconds >= Loss.Seconds
            ? place
            : throw new ArgumentException($"Minute {minute} comes out of order in the {Span} that begins at minute {Start}.", nameof(minute));
    }

    private void AddCommon(
        LogHistogram latency, LogHistogram throughput, LogHistogram variation, long lossCount, UtcInstant? newest, DelaySample? first, DelaySample? last)
    {
        Latency.MergeFrom(latency);
        Throughput.MergeFrom(throughput);
        Variation.MergeFrom(variation);
        if (PairOver(Last, first) is { } difference)
        {
            Variation.Add(difference);
        }

        LossCount += lossCount;
        NewestSample = newest is { } at && !(at < NewestSample) ? at : NewestSample;
        First ??= first;
        Last = last ?? Last;
    }
}
