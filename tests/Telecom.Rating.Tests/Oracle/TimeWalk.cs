namespace Telecom.Rating.Tests.Oracle;

/// <summary>
/// A stretch of time as cells, each with its marks: every second alone, or cells between the instants at which anything can change
/// and the minutes of the clock. Instants are whole seconds since the Unix epoch.
/// </summary>
internal sealed class TimeWalk
{
    private readonly long[]? _starts;
    private readonly Marks[] _marks;

    private TimeWalk(long from, long to, long[]? starts)
    {
        From = from;
        To = to;
        _starts = starts;
        _marks = new Marks[starts?.Length ?? (int)(to - from)];
    }

    public long From { get; }

    public long To { get; }

    public int Cells => _marks.Length;

    /// <summary>One cell a second.</summary>
    public static TimeWalk OfSeconds(long from, long to) => new(from, to, null);

    /// <summary>Cells that end at each of the instants and at each minute of the clock.</summary>
    public static TimeWalk OfBoundaries(long from, long to, IEnumerable<long> instants)
    {
        SortedSet<long> starts = [from, .. instants.Where(at => at > from && at < to)];
        for (long minute = (from - (from % 60)) + 60; minute < to; minute += 60)
        {
            _ = starts.Add(minute);
        }

        return new TimeWalk(from, to, from < to ? [.. starts] : []);
    }

    public long Start(int cell) => _starts is null ? From + cell : _starts[cell];

    public long End(int cell) => _starts is null ? From + cell + 1 : cell + 1 < _starts.Length ? _starts[cell + 1] : To;

    public bool Has(int cell, Marks mark) => (_marks[cell] & mark) != 0;

    public void Mark(Marks mark, long from, long to)
    {
        for (int cell = IndexOf(from); cell < Cells && Start(cell) < to; cell++)
        {
            _marks[cell] |= mark;
        }
    }

    public void Unmark(Marks mark, long from, long to)
    {
        for (int cell = IndexOf(from); cell < Cells && Start(cell) < to; cell++)
        {
            _marks[cell] &= ~mark;
        }
    }

    /// <summary>Seconds of a range for which something holds.</summary>
    public long Count(long from, long to, Func<Marks, bool> holds)
    {
        long seconds = 0;
        for (int cell = IndexOf(from); cell < Cells && Start(cell) < to; cell++)
        {
            seconds += holds(_marks[cell]) ? End(cell) - Start(cell) : 0;
        }

        return seconds;
    }

    /// <summary>Stretches without a break in which something holds.</summary>
    public IReadOnlyList<(long From, long To)> Runs(Func<Marks, bool> holds)
    {
        List<(long From, long To)> runs = [];
        for (int cell = 0; cell < Cells; cell++)
        {
            if (!holds(_marks[cell]))
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1].To == Start(cell))
            {
                runs[^1] = (runs[^1].From, End(cell));
            }
            else
            {
                runs.Add((Start(cell), End(cell)));
            }
        }

        return runs;
    }

    private int IndexOf(long at)
    {
        if (at <= From)
        {
            return 0;
        }

        if (_starts is null)
        {
            return (int)Math.Min(at - From, Cells);
        }

        int found = Array.BinarySearch(_starts, at);
        return found >= 0 ? found : at >= To ? Cells : throw new InvalidOperationException($"{at} lies inside a cell: the walk would not see it.");
    }
}
