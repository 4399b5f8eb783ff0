namespace Telecom.Contracts.Lint.Text;

/// <summary>The lists that are open while labels are read from top to bottom.</summary>
internal sealed class LabelSequences
{
    private const int MostOpen = 64;

    private readonly List<Sequence> _open = [];

    /// <summary>Places a label; returns the label before it when it does not follow on any, else null.</summary>
    public TextSpan? Follow(ClauseLabel label)
    {
        int last = -1;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            Sequence sequence = _open[i];
            if (sequence.Style != label.Style)
            {
                continue;
            }

            if (Read(label, sequence.Roman) == sequence.Last + 1)
            {
                Close(i, new Sequence(label.Style, sequence.Last + 1, sequence.Roman, label.Deep, label.Span), label.Deep);
                return null;
            }

            last = last < 0 ? i : last;
        }

        bool twice = label.Deep && last >= 0 && _open[last].Last == label.Number && last == _open.Count - 1;
        if ((label.Number == 1 || label.Roman == 1) && !twice)
        {
            Push(new Sequence(label.Style, 1, label.Roman == 1, label.Deep, label.Span));
            return null;
        }

        if (last < 0)
        {
            // A text may begin in the middle of a numbering, a chapter may not.
            TextSpan? chapter = label.Deep && label.Number > 1 && _open.FindLast(sequence => sequence.Deep) is { Style: not null } other ? other.Span : null;
            Push(new Sequence(label.Style, Math.Max(label.Number, label.Roman), label.Number == 0, label.Deep, label.Span));
            return chapter;
        }

        TextSpan before = _open[last].Span;
        Close(last, new Sequence(label.Style, Read(label, _open[last].Roman), _open[last].Roman, label.Deep, label.Span), label.Deep);
        return before;
    }

    /// <summary>Counts numbers that are left out on purpose; the innermost list that expects the first of them goes on after the last.</summary>
    public bool Pass(ReservedNumbers reserved)
    {
        int index = _open.FindLastIndex(sequence => sequence.Last + 1 == reserved.First && (reserved.Chapter.Length > 0 ? sequence.Deep && sequence.Style == reserved.Chapter : !sequence.Deep));
        if (index >= 0)
        {
            _open[index] = _open[index] with { Last = reserved.Last };
        }

        return index >= 0;
    }

    /// <summary>True when a list of this style is open.</summary>
    public bool Has(string style) => _open.Exists(sequence => sequence.Style == style);

    private static int Read(ClauseLabel label, bool roman) => roman || label.Number == 0 ? label.Roman : label.Number;

    /// <summary>Going on with a list ends those inside of it.</summary>
    private void Close(int index, Sequence next, bool deep)
    {
        if (deep)
        {
            // Lists inside the clause end with it, but a clause of another depth may go on.
            _open.RemoveAt(index);
            EndLists(index);
            _open.Add(next);
            return;
        }

        _open.RemoveRange(index, _open.Count - index);
        _open.Add(next);
    }

    private void EndLists(int from)
    {
        for (int i = _open.Count - 1; i >= from; i--)
        {
            if (!_open[i].Deep)
            {
                _open.RemoveAt(i);
            }
        }
    }

    private void Push(Sequence sequence)
    {
        int chapter = sequence.Deep ? _open.FindLastIndex(open => open.Deep) : -1;
        if (chapter >= 0)
        {
            EndLists(chapter);
        }

        if (_open.Count == MostOpen)
        {
            _open.RemoveAt(0);
        }

        _open.Add(sequence);
    }

    private readonly record struct Sequence(string Style, int Last, bool Roman, bool Deep, TextSpan Span);
}
