using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Telecom.Sla.Domain.Measurement;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <summary>
/// The cells of one partition that are in memory: those of the step under way, and hot ones of steps before it. A cell that is not here yet
/// starts empty, and what the store has goes in front of it when the step completes.
/// </summary>
/// <param name="maxHot">Cells to keep between steps.</param>
internal sealed class WorkingSet(int maxHot)
{
    /// <summary>Steps after which a cell that none of them used is let go.</summary>
    internal const int IdleSteps = 64;

    private const int LeastSwept = 256;

    private readonly Dictionary<HotKey, HotCell> _cells = [];
    private readonly List<HotCell> _touched = [];
    private readonly List<HotCell> _unread = [];
    private readonly List<CellKey> _toRead = [];
    private readonly Dictionary<CellKey, uint> _late = [];
    private long _step = 1;
    private int _sweepAbove = LeastSwept;

    /// <summary>Cells in memory.</summary>
    public int Count => _cells.Count;

    /// <summary>Cells and too-late minutes that the step under way touched.</summary>
    public int Touched => _touched.Count + _late.Count;

    /// <summary>Touched cells whose stored part is not in memory.</summary>
    public IReadOnlyCollection<CellKey> ToRead => _toRead;

    /// <summary>The cell to fold into; good until the next step begins or everything is forgotten.</summary>
    public MinuteCell Touch(Series series, long minute)
    {
        ref HotCell? cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, new HotKey(series, minute), out bool known);
        if (!known || cell is null)
        {
            cell = new HotCell(series, minute);
            _unread.Add(cell);
            _toRead.Add(cell.Key);
        }

        if (cell.Step != _step)
        {
            cell.Step = _step;
            _touched.Add(cell);
        }

        return cell.Cell;
    }

    /// <summary>Counts one sample that came too late for its minute.</summary>
    public void CountLate(CellKey key) => CollectionsMarshal.GetValueRefOrAddDefault(_late, key, out _)++;

    /// <summary>Puts what the store has in front of the touched cells, and encodes them.</summary>
    public IReadOnlyList<CellWrite> Complete(IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>> stored)
    {
        for (int i = 0; i < _unread.Count; i++)
        {
            bool isStored = stored.TryGetValue(_toRead[i], out ReadOnlyMemory<byte> bytes);
            _unread[i].Cell.Resume(isStored ? MinuteCellCodec.Decode(bytes.Span) : null);
        }

        _unread.Clear();
        _toRead.Clear();
        CellWrite[] writes = new CellWrite[_touched.Count];
        for (int i = 0; i < writes.Length; i++)
        {
            writes[i] = new CellWrite(_touched[i].Key, MinuteCellCodec.Encode(_touched[i].Cell));
        }

        return writes;
    }

    /// <summary>The too-late counts of the step.</summary>
    public IReadOnlyList<TooLateCount> Late()
    {
        if (_late.Count == 0)
        {
            return [];
        }

        List<TooLateCount> counts = new(_late.Count);
        foreach ((CellKey key, uint samples) in _late)
        {
            counts.Add(new TooLateCount(key, samples));
        }

        return counts;
    }

    /// <summary>Begins the next step; what the last one wrote is now what the store has.</summary>
    public void NextStep()
    {
        _step++;
        _touched.Clear();
        _late.Clear();
        Trim();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _cells.Clear();
        _touched.Clear();
        _unread.Clear();
        _toRead.Clear();
        _late.Clear();
    }

    /// <summary>Lets the cells go that were used longest ago, a quarter more than needed so that it happens seldom.</summary>
    private void Trim()
    {
        if (_cells.Count <= maxHot)
        {
            Sweep();
            return;
        }

        HotCell[] byAge = [.. _cells.Values];
        Array.Sort(byAge, static (left, right) => left.Step != right.Step ? left.Step.CompareTo(right.Step) : left.Cell.Minute.CompareTo(right.Cell.Minute));
        int drop = byAge.Length - (maxHot - (maxHot / 4));
        for (int i = 0; i < drop; i++)
        {
            _cells.Remove(new HotKey(byAge[i].Series, byAge[i].Cell.Minute));
        }
    }

    /// <summary>Lets the cells go that were not used for long: their minute is over. Each time when there are twice as many as were left.</summary>
    private void Sweep()
    {
        if (_cells.Count <= _sweepAbove)
        {
            return;
        }

        foreach ((HotKey key, HotCell cell) in _cells)
        {
            if (cell.Step < _step - IdleSteps)
            {
                _cells.Remove(key);
            }
        }

        _sweepAbove = Math.Max(LeastSwept, _cells.Count * 2);
    }

    /// <summary>A minute of a series; the series is compared by reference.</summary>
    private readonly record struct HotKey(Series Series, long Minute)
    {
        public bool Equals(HotKey other) => ReferenceEquals(Series, other.Series) && Minute == other.Minute;

        public override int GetHashCode() => (RuntimeHelpers.GetHashCode(Series) * 31) ^ Minute.GetHashCode();
    }
}
