using System.Runtime.InteropServices;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Packets sent and lost in each of many seconds, as runs of seconds with equal numbers. A day that loses one packet in a hundred is
/// about 1,700 runs of two kinds, however many seconds it has.
/// </summary>
public sealed class LossRuns
{
    /// <summary>Up to so many kinds are looked for one by one.</summary>
    private const int FewKinds = 8;

    private readonly List<SecondLoss> _kinds = [];
    private Dictionary<SecondLoss, int>? _kindOf;
    private readonly List<Run> _runs = [];
    private int _lastKind;

    /// <summary>Seconds that the runs cover.</summary>
    public int Seconds { get; private set; }

    /// <summary>Number of runs.</summary>
    public int Count => _runs.Count;

    /// <summary>Packets sent in all.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets lost in all.</summary>
    public long Lost { get; private set; }

    /// <summary>The different seconds, in the order in which they came first.</summary>
    internal ReadOnlySpan<SecondLoss> Kinds => CollectionsMarshal.AsSpan(_kinds);

    /// <summary>The runs.</summary>
    internal ReadOnlySpan<Run> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>A run and its numbers.</summary>
    /// <param name="index">0 to <see cref="Count"/> less one.</param>
    public (int Seconds, SecondLoss Each) this[int index] => (_runs[index].Length, _kinds[_runs[index].Kind]);

    /// <summary>Adds seconds after those that are there.</summary>
    /// <param name="seconds">How many, at least 0.</param>
    /// <param name="each">What was sent and lost in each of them.</param>
    /// <exception cref="OverflowException">The totals do not fit any more; nothing was added.</exception>
    public void Add(int seconds, SecondLoss each)
    {
        if (seconds == 0)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        if (_runs.Count > 0 && _kinds[_lastKind] == each)
        {
            Append(seconds, _lastKind);
            return;
        }

        int kind = Find(each);
        if (kind < 0)
        {
            kind = _kinds.Count;
            AddKind(each);
        }

        Append(seconds, kind);
    }

    /// <summary>Adds every second of another one after those that are there.</summary>
    public void Add(LossRuns other)
    {
        Span<int> kinds = other._kinds.Count <= 64 ? stackalloc int[other._kinds.Count] : new int[other._kinds.Count];
        kinds.Fill(-1);
        foreach (Run run in other._runs)
        {
            SecondLoss each = other._kinds[run.Kind];
            ref int kind = ref kinds[run.Kind];
            if (kind < 0)
            {
                Add(run.Length, each);
                kind = _lastKind;
            }
            else
            {
                Append(run.Length, kind);
            }
        }
    }

    /// <summary>Fills up with unmeasured seconds.</summary>
    /// <param name="seconds">How many seconds there shall be; fewer than there are change nothing.</param>
    public void FillTo(int seconds) => Add(Math.Max(0, seconds - Seconds), default);

    /// <summary>Puts a kind into the list for the codec, which writes kinds before runs.</summary>
    internal bool TryAddKind(SecondLoss kind)
    {
        if (Find(kind) >= 0)
        {
            return false;
        }

        AddKind(kind);
        return true;
    }

    /// <summary>Adds a run of another kind than the one before, for the codec, which says the totals at the end.</summary>
    internal void Note(int seconds, int kind) => _runs.Add(new Run { Length = seconds, Kind = kind });

    /// <summary>Adds up what was noted.</summary>
    /// <param name="secondsByKind">Seconds of each kind.</param>
    /// <param name="lastKind">Kind of the last run.</param>
    internal void Total(ReadOnlySpan<long> secondsByKind, int lastKind)
    {
        _lastKind = lastKind;
        for (int i = 0; i < secondsByKind.Length; i++)
        {
            Seconds += (int)secondsByKind[i];
            Sent += _kinds[i].Sent * secondsByKind[i];
            Lost += _kinds[i].Lost * secondsByKind[i];
        }
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    internal void Clear()
    {
        _kinds.Clear();
        _runs.Clear();
        _kindOf = null;
        (Seconds, Sent, Lost) = (0, 0, 0);
    }

    /// <summary>Adds a run of a known kind.</summary>
    internal void Append(int seconds, int kind)
    {
        SecondLoss each = _kinds[kind];
        long sent = Sent + (each.Sent * seconds);
        long lost = Lost + (each.Lost * seconds);
        Seconds += seconds;
        Sent = sent;
        Lost = lost;
        if (_runs.Count > 0 && _lastKind == kind)
        {
            CollectionsMarshal.AsSpan(_runs)[^1].Length += seconds;
        }
        else
        {
            _runs.Add(new Run { Length = seconds, Kind = kind });
            _lastKind = kind;
        }
    }

    private int Find(SecondLoss kind) => _kindOf is null ? _kinds.IndexOf(kind) : _kindOf.GetValueOrDefault(kind, -1);

    private void AddKind(SecondLoss kind)
    {
        _kinds.Add(kind);
        if (_kindOf is not null)
        {
            _kindOf.Add(kind, _kinds.Count - 1);
        }
        else if (_kinds.Count > FewKinds)
        {
            _kindOf = [];
            for (int i = 0; i < _kinds.Count; i++)
            {
                _kindOf.Add(_kinds[i], i);
            }
        }
    }

    /// <summary>Seconds in a row of one kind.</summary>
    internal struct Run
    {
        /// <summary>How many.</summary>
        public int Length { get; set; }

        /// <summary>Which.</summary>
        public int Kind { get; set; }
    }
}
