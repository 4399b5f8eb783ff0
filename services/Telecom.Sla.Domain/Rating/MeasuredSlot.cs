using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Rating;

/// <summary>
/// A minute, hour or day of a circuit with what each of its producers measured in it, all in cells of that length. A rating reads slots that
/// do not overlap, in the order of time; where it looks closely it needs short ones.
/// </summary>
/// <param name="start">First minute, minutes since the Unix epoch.</param>
/// <param name="minutes">1, 60 or 1,440.</param>
public sealed class MeasuredSlot(long start, int minutes)
{
    private readonly List<(int Producer, MinuteCell Cell)> _minuteCells = [];
    private readonly List<(int Producer, RollupCell Cell)> _rollups = [];

    /// <summary>First minute, minutes since the Unix epoch.</summary>
    public long Start { get; } = start;

    /// <summary>Length, minutes.</summary>
    public int Minutes { get; } = minutes;

    /// <summary>First minute after it.</summary>
    public long End => Start + Minutes;

    /// <summary>
    /// True when its minutes are not kept any more and it cannot be cut, though it should be: it is left out of performance figures whole.
    /// Slices come out of it all the same.
    /// </summary>
    public bool LeftOut { get; init; }

    /// <summary>Number of cells.</summary>
    public int Count => _minuteCells.Count + _rollups.Count;

    /// <summary>Samples of all metrics and producers.</summary>
    public long SampleCount => _minuteCells.Sum(one => one.Cell.SampleCount) + _rollups.Sum(one => one.Cell.SampleCount);

    /// <summary>Minute cells, when it is a minute.</summary>
    internal IReadOnlyList<(int Producer, MinuteCell Cell)> MinuteCells => _minuteCells;

    /// <summary>Roll-ups, when it is an hour or a day.</summary>
    internal IReadOnlyList<(int Producer, RollupCell Cell)> Rollups => _rollups;

    /// <summary>Adds a minute cell.</summary>
    /// <param name="producer">Whose; the same number in every slot.</param>
    /// <param name="cell">A cell of this minute.</param>
    /// <exception cref="ArgumentException">The cell is of another minute, or the slot is no minute.</exception>
    public void Add(int producer, MinuteCell cell)
    {
        if (Minutes != 1 || cell.Minute != Start)
        {
            throw new ArgumentException($"A cell of minute {cell.Minute} is not the slot of {Minutes} minutes from {Start}.", nameof(cell));
        }

        _minuteCells.Add((producer, cell));
    }

    /// <summary>Adds a roll-up.</summary>
    /// <param name="producer">Whose; the same number in every slot.</param>
    /// <param name="cell">A roll-up of just this time.</param>
    /// <exception cref="ArgumentException">The roll-up is of another time.</exception>
    public void Add(int producer, RollupCell cell)
    {
        if (cell.Start != Start || cell.Minutes != Minutes)
        {
            throw new ArgumentException($"A roll-up of {cell.Minutes} minutes from {cell.Start} is not the slot of {Minutes} minutes from {Start}.", nameof(cell));
        }

        _rollups.Add((producer, cell));
    }

    /// <summary>The same slot, left out of performance figures.</summary>
    public MeasuredSlot AsLeftOut()
    {
        MeasuredSlot slot = new(Start, Minutes) { LeftOut = true };
        slot._rollups.AddRange(_rollups);
        slot._minuteCells.AddRange(_minuteCells);
        return slot;
    }

    /// <summary>True when every cell says exactly how many of its samples are at least a bound.</summary>
    /// <param name="metric">Latency (nanoseconds) or throughput (bits per second).</param>
    /// <param name="bound">The bound.</param>
    public bool KnowsShare(MetricKind metric, long bound)
    {
        return _minuteCells.TrueForAll(one => IsExact(one.Cell.Latency, one.Cell.Throughput))
            && _rollups.TrueForAll(one => IsExact(one.Cell.Latency, one.Cell.Throughput));

        bool IsExact(LogHistogram latency, LogHistogram throughput) =>
            (metric == MetricKind.Latency ? latency : throughput).CountAtLeast(bound) is var count && count.Low == count.High;
    }

    /// <summary>Hands the packets by second on.</summary>
    public void AddTo(LossTracks tracks)
    {
        foreach ((int producer, MinuteCell cell) in _minuteCells)
        {
            if (cell.LossCount > 0)
            {
                LossRuns runs = new();
                cell.AppendLoss(runs);
                tracks.Add(producer, Start * MinuteCell.Seconds, runs);
            }
        }

        foreach ((int producer, RollupCell cell) in _rollups)
        {
            tracks.Add(producer, Start * MinuteCell.Seconds, cell.Loss);
        }
    }
}
