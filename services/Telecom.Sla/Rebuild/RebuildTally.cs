namespace Telecom.Sla.Rebuild;

/// <summary>Counts while cells are computed anew and compared.</summary>
internal sealed class RebuildTally(int maxListed)
{
    private readonly List<RebuildDifference> _listed = [];
    private readonly Dictionary<int, long?> _horizons = [];
    private long _differences;
    private long _repaired;

    /// <summary>Records folded.</summary>
    public long Records { get; set; }

    /// <summary>Minute cells compared.</summary>
    public long Cells { get; set; }

    /// <summary>Roll-ups compared.</summary>
    public long Rollups { get; set; }

    /// <summary>A partition can be compared from a minute on only; null for not at all.</summary>
    public void Horizon(int partition, long? minute) => _horizons[partition] = minute;

    /// <summary>Something differs.</summary>
    public void Add(RebuildDifference difference)
    {
        _differences++;
        _repaired += difference.Repaired ? 1 : 0;
        if (_listed.Count < maxListed)
        {
            _listed.Add(difference);
        }
    }

    /// <summary>What was found.</summary>
    public RebuildReport ToReport() => new(Records, Cells, Rollups, _horizons, _differences, _repaired, _listed);
}
