using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <summary>
/// Folds records of one partition into cells, each sample once. It does no I/O: the caller brings records, lane progress and stored
/// cells, and stores what comes out. A step is <see cref="Fold(IReadOnlyList{DecodedRecord})"/>, <see cref="Complete"/>, and then
/// <see cref="Applied"/> when the store took the writes or <see cref="Clear"/> when it did not, for what is in memory must be what the
/// store has.
/// </summary>
internal sealed class PartitionFolder
{
    private readonly FoldLimits _limits;
    private readonly WorkingSet _cells;
    private readonly ColumnFolder _columns;
    private readonly Dictionary<ProducerLane, LaneProgress> _lanes = [];
    private readonly HashSet<ProducerLane> _moved = [];

    /// <summary>Makes an empty folder.</summary>
    /// <param name="limits">Bounds.</param>
    public PartitionFolder(FoldLimits limits)
    {
        _limits = limits;
        _cells = new WorkingSet(limits.MaxHotCells);
        _columns = new ColumnFolder(_cells, limits.RetentionUs);
    }

    /// <summary>Cells in memory.</summary>
    public int HotCells => _cells.Count;

    /// <summary>Lanes whose handles are in memory.</summary>
    internal int HandleTables => _columns.Tables;

    /// <summary>Touched cells whose stored part <see cref="Complete"/> needs.</summary>
    public IReadOnlyCollection<CellKey> CellsToRead => _cells.ToRead;

    /// <summary>True when the lane's progress is in memory.</summary>
    public bool Knows(ProducerLane lane) => _lanes.ContainsKey(lane);

    /// <summary>Brings a lane's stored progress.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="stored">Its progress; null when nothing of it was folded.</param>
    public void SetProgress(ProducerLane lane, LaneProgress? stored) => _lanes[lane] = stored ?? new LaneProgress(lane, 0, 0, 0);

    /// <summary>Folds records, in log order, until all are done or the step has enough cells.</summary>
    /// <param name="records">At least one; the folder must know all their lanes.</param>
    /// <exception cref="UndecodableRecordException">A record is bad; the folder must be cleared.</exception>
    public FoldStep Fold(IReadOnlyList<DecodedRecord> records)
    {
        FoldCounts counts = default;
        int taken = 0;
        while (taken < records.Count && (taken == 0 || _cells.Touched < _limits.MaxStepCells))
        {
            Fold(records[taken], taken, ref counts);
            taken++;
        }

        return new FoldStep(taken, records[taken - 1].Position, counts);
    }

    /// <summary>Everything that the step writes.</summary>
    /// <param name="stored">What the store has under <see cref="CellsToRead"/>.</param>
    public FoldWrites Complete(IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>> stored)
    {
        List<LaneProgress> progress = new(_moved.Count);
        foreach (ProducerLane lane in _moved)
        {
            progress.Add(_lanes[lane]);
        }

        return new FoldWrites(_cells.Complete(stored), progress, _cells.Late());
    }

    /// <summary>The store took the writes.</summary>
    public void Applied()
    {
        _moved.Clear();
        _cells.NextStep();
        _columns.NextStep();
        if (_lanes.Count > _limits.MaxHotLanes)
        {
            _lanes.Clear();
            _cells.Clear();
            _columns.Clear();
        }
    }

    /// <summary>Forgets everything, because it may not be what the store has.</summary>
    public void Clear()
    {
        _lanes.Clear();
        _moved.Clear();
        _cells.Clear();
        _columns.Clear();
    }

    private void Fold(in DecodedRecord record, int index, ref FoldCounts counts)
    {
        LaneProgress lane = _lanes[record.Lane];
        if (record.Sequence <= lane.FoldedSequence)
        {
            counts.ReplayedRecords++;
            return;
        }

        ulong before = counts.Samples;
        ulong late;
        try
        {
            late = _columns.Fold(record, ref counts);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new UndecodableRecordException(record.Position, index, exception.Message, exception);
        }

        counts.FoldedRecords++;
        counts.LateSamples += late;
        counts.SkippedSequences += record.Sequence - lane.FoldedSequence - 1;
        counts.NewestReceivedAtUs = Math.Max(counts.NewestReceivedAtUs, record.ReceivedAtUs);
        _moved.Add(record.Lane);
        _lanes[record.Lane] = lane with
        {
            FoldedSequence = record.Sequence,
            FoldedSamples = lane.FoldedSamples + (counts.Samples - before - late),
            TooLateSamples = lane.TooLateSamples + late,
        };
    }
}
