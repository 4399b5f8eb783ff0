using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Cuts minute cells into the slices of a rule and joins slices of the same state into runs. Packets of several producers that measure
/// one circuit are added up per slice before it is judged: a slice is bad when more than the threshold of everything that was sent in
/// it, by whomever, was lost. Memory grows with changes of state, not with time.
/// </summary>
public sealed class SliceRunBuilder
{
    private readonly AvailabilityRule _rule;
    private readonly long _secondsPerSlice;
    private readonly long _end;
    private readonly long[] _cuts;
    private readonly List<SliceRun> _runs = [];
    private readonly long[] _sent = new long[MinuteCell.Seconds];
    private readonly long[] _lost = new long[MinuteCell.Seconds];
    private long _next;
    private int _nextCut;
    private long? _minute;
    private bool _minuteHasLoss;
    private long _slice;
    private long _sliceSent;
    private long _sliceLost;

    /// <summary>Makes a builder.</summary>
    /// <param name="rule">How slices are cut and judged.</param>
    /// <param name="first">First slice of the result; what lies before it is ignored.</param>
    /// <param name="end">First slice after the result; what lies from there on is ignored.</param>
    /// <param name="cuts">Slices at which a new run begins even when the state stays, so that packets can be added up to there.</param>
    public SliceRunBuilder(AvailabilityRule rule, long first, long end, params IEnumerable<long> cuts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, first);
        _rule = rule;
        _secondsPerSlice = rule.IntervalUs / UtcInstant.PerSecond;
        _next = first;
        _slice = first;
        _end = end;
        _cuts = [.. cuts.Where(cut => cut > first && cut < end).Distinct().Order()];
    }

    /// <summary>Adds a cell.</summary>
    /// <param name="cell">A cell of the minute of the cell before it, or of a later one.</param>
    /// <exception cref="ArgumentException">The cell is of an earlier minute.</exception>
    public void Add(MinuteCell cell)
    {
        if (cell.Minute < _minute)
        {
            throw new ArgumentException($"Minute {cell.Minute} comes after minute {_minute}: cells must be ordered by minute.", nameof(cell));
        }

        if (cell.Minute != _minute)
        {
            FlushMinute();
            _minute = cell.Minute;
        }

        if (cell.LossCount == 0)
        {
            return;
        }

        _minuteHasLoss = true;
        for (int second = 0; second < MinuteCell.Seconds; second++)
        {
            _sent[second] += cell.SentBySecond[second];
            _lost[second] += cell.LostBySecond[second];
        }
    }

    /// <summary>The runs from the first to the last slice without a gap. The builder is used up.</summary>
    public IReadOnlyList<SliceRun> Build()
    {
        FlushMinute();
        FlushSlice();
        AppendUnmeasured(_end);
        return _runs;
    }

    private void FlushMinute()
    {
        if (_minute is not { } minute || !_minuteHasLoss)
        {
            return;
        }

        long second = minute * MinuteCell.Seconds;
        long slice = UtcInstant.FloorDivide(second, _secondsPerSlice);
        long left = ((slice + 1) * _secondsPerSlice) - second;
        for (int i = 0; i < MinuteCell.Seconds; i++, left--)
        {
            if (left == 0)
            {
                slice++;
                left = _secondsPerSlice;
            }

            if (_sent[i] != 0)
            {
                AddToSlice(slice, _sent[i], _lost[i]);
            }
        }

        Array.Clear(_sent);
        Array.Clear(_lost);
        _minuteHasLoss = false;
    }

    private void AddToSlice(long slice, long sent, long lost)
    {
        if (slice != _slice)
        {
            FlushSlice();
            _slice = slice;
        }

        _sliceSent += sent;
        _sliceLost += lost;
    }

    private void FlushSlice()
    {
        if (_sliceSent != 0 && _slice >= _next && _slice < _end)
        {
            AppendUnmeasured(_slice);
            Append(1, _rule.StateOf(_sliceSent, _sliceLost), _sliceSent, _sliceLost);
        }

        _sliceSent = 0;
        _sliceLost = 0;
    }

    private void AppendUnmeasured(long until)
    {
        while (_next < until)
        {
            // A cut at the next slice itself is taken by Append; the one after it may lie inside the gap.
            int ahead = _nextCut < _cuts.Length && _cuts[_nextCut] == _next ? _nextCut + 1 : _nextCut;
            long stop = ahead < _cuts.Length ? Math.Min(until, _cuts[ahead]) : until;
            Append(stop - _next, SliceState.Unmeasured, 0, 0);
        }
    }

    private void Append(long count, SliceState state, long sent, long lost)
    {
        bool cut = _nextCut < _cuts.Length && _cuts[_nextCut] == _next;
        if (cut)
        {
            _nextCut++;
        }

        if (!cut && _runs.Count > 0 && _runs[^1] is var last && last.State == state)
        {
            _runs[^1] = last with { Count = last.Count + count, Sent = last.Sent + sent, Lost = last.Lost + lost };
        }
        else
        {
            _runs.Add(new SliceRun(_next, count, state, sent, lost));
        }

        _next += count;
    }
}
