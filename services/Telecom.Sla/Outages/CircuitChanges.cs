using Telecom.Storage.Cells;

namespace Telecom.Sla.Outages;

/// <summary>Circuits whose cells this process wrote since the last look, each with the oldest minute that was written. Safe for any number of threads.</summary>
internal sealed class CircuitChanges
{
    private readonly Lock _lock = new();
    private Dictionary<string, long> _oldest = new(StringComparer.Ordinal);

    /// <summary>Cells were written.</summary>
    public void Wrote(IReadOnlyList<CellWrite> cells)
    {
        lock (_lock)
        {
            foreach (CellWrite cell in cells)
            {
                NoteHeld(cell.Key.Circuit, cell.Key.Minute);
            }
        }
    }

    /// <summary>A circuit is to be looked at again.</summary>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="minute">From this minute on, minutes since the Unix epoch.</param>
    public void Note(string circuit, long minute)
    {
        lock (_lock)
        {
            NoteHeld(circuit, minute);
        }
    }

    /// <summary>Takes what was noted.</summary>
    public IReadOnlyDictionary<string, long> Take()
    {
        lock (_lock)
        {
            Dictionary<string, long> taken = _oldest;
            _oldest = new Dictionary<string, long>(StringComparer.Ordinal);
            return taken;
        }
    }

    private void NoteHeld(string circuit, long minute)
    {
        if (!_oldest.TryGetValue(circuit, out long oldest) || minute < oldest)
        {
            _oldest[circuit] = minute;
        }
    }
}
