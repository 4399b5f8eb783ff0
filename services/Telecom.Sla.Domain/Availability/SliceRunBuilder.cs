using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Cuts seconds of packets into the slices of a rule and joins slices of the same state into runs. Packets of several producers that
/// measure one circuit are added up per slice before it is judged: a slice is bad when more than the threshold of everything that was
/// sent in it, by whomever, was lost. Time grows with runs of equal seconds, and memory with changes of state.
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
    private long _sliceStart;
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
        MoveTo(first);
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

    /// <summary>Adds runs of seconds.</summary>
    /// <param name="firstSecond">The first one, seconds since the Unix epoch; after all that was added before.</param>
    /// <param name="runs">Packets over all producers.</param>
    public void Add(long firstSecond, LossRuns runs)
    {
        ReadOnlySpan<SecondLoss> kinds = runs.Kinds;
        foreach (LossRuns.Run run in runs.Runs)
        {
            Add(firstSecond, run.Length, kinds[run.Kind]);
            firstSecond += run.Length;
        }
    }

    /// <summary>Adds seconds in a row in each of which the same was sent and lost.</summary>
    /// <param name="firstSecond">The first one, seconds since the Unix epoch; in the slice of the seconds before it, or a later one.</param>
    /// <param name="seconds">How many, at least 0.</param>
    /// <param name="each">Packets of each of them, over all producers.</param>
    public void Add(long firstSecond, long seconds, SecondLoss each)
    {
        if (each.Sent == 0)
        {
            return;
        }

        // Most runs begin in the slice where the one before them ended: no division is needed to know that.
        long slice = _slice;
        long into = unchecked(firstSecond - _sliceStart);
        if (unchecked((ulong)into) >= unchecked((ulong)_secondsPerSlice))
        {
            slice = UtcInstant.FloorDivide(firstSecond, _secondsPerSlice);
            into = firstSecond - (slice * _secondsPerSlice);
        }

        while (seconds > 0)
        {
            if (into == 0 && seconds >= _secondsPerSlice && (slice != _slice || _sliceSent == 0))
            {
                long whole = seconds / _secondsPerSlice;
                FlushSlice();
                AppendWhole(slice, slice + whole, each.Sent * _secondsPerSlice, each.Lost * _secondsPerSlice);
                slice += whole;
                seconds -= whole * _secondsPerSlice;
                MoveTo(slice);
                continue;
            }

            long part = Math.Min(seconds, _secondsPerSlice - into);
            AddToSlice(slice, each.Sent * part, each.Lost * part);
            seconds -= part;
            slice++;
            into = 0;
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

        for (int first = 0; first < MinuteCell.Seconds;)
        {
            int end = first + 1;
            while (end < MinuteCell.Seconds && _sent[end] == _sent[first] && _lost[end] == _lost[first])
            {
                end++;
            }

            Add((minute * MinuteCell.Seconds) + first, end - first, new SecondLoss(_sent[first], _lost[first]));
            first = end;
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
            MoveTo(slice);
        }

        _sliceSent += sent;
        _sliceLost += lost;
    }

    private void MoveTo(long slice)
    {
        _slice = slice;
        _sliceStart = slice * _secondsPerSlice;
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

    private void AppendWhole(long from, long to, long sent, long lost)
    {
        from = Math.Max(from, _next);
        to = Math.Min(to, _end);
        if (from < to)
        {
            AppendUnmeasured(from);
            AppendEqual(to, _rule.StateOf(sent, lost), sent, lost);
        }
    }

    private void AppendUnmeasured(long until) => AppendEqual(until, SliceState.Unmeasured, 0, 0);

    private void AppendEqual(long until, SliceState state, long sent, long lost)
    {
        while (_next < until)
        {
            // A cut at the next slice itself is taken by Append; the one after it may lie inside the stretch.
            int ahead = _nextCut < _cuts.Length && _cuts[_nextCut] == _next ? _nextCut + 1 : _nextCut;
            long count = (ahead < _cuts.Length ? Math.Min(until, _cuts[ahead]) : until) - _next;
            Append(count, state, sent * count, lost * count);
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
