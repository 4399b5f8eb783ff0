using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Stores;

/// <summary>One partition of the cells at one moment.</summary>
internal sealed class CellsPartition
{
    public Guid Owner { get; set; }

    public long UntilUs { get; set; }

    public long Fence { get; set; }

    public LogPosition Position { get; set; }

    public Dictionary<CellKey, ReadOnlyMemory<byte>> Cells { get; private init; } = [];

    public Dictionary<ProducerLane, LaneProgress> Lanes { get; private init; } = [];

    public Dictionary<CellKey, ulong> Late { get; private init; } = [];

    public Dictionary<RollupKey, ReadOnlyMemory<byte>> Rollups { get; private init; } = [];

    /// <summary>Roll-ups of which a part changed; an ordered set, so that what is asked first is answered the same in every run.</summary>
    public SortedDictionary<string, RollupKey> Due { get; private init; } = new(StringComparer.Ordinal);

    public CellsPartition Clone() => new()
    {
        Owner = Owner,
        UntilUs = UntilUs,
        Fence = Fence,
        Position = Position,
        Cells = new(Cells),
        Lanes = new(Lanes),
        Late = new(Late),
        Rollups = new(Rollups),
        Due = new(Due, StringComparer.Ordinal),
    };

    public void WriteCells(FoldWrites writes)
    {
        foreach (CellWrite write in writes.Cells)
        {
            Cells[write.Key] = write.Cell.ToArray();
            MarkDue(new RollupKey(RollupLevel.Hour, write.Key.Circuit, write.Key.Agent, write.Key.Minute / 60 * 60));
        }

        foreach (TooLateCount late in writes.TooLate)
        {
            Late[late.Key] = Late.GetValueOrDefault(late.Key) + late.Samples;
        }
    }

    public void WriteProgress(FoldWrites writes, LogPosition next)
    {
        foreach (LaneProgress progress in writes.Progress)
        {
            Lanes[progress.Lane] = progress;
        }

        Position = next;
    }

    public void WriteRollups(IReadOnlyList<RollupWrite> rollups)
    {
        foreach (RollupWrite write in rollups)
        {
            Rollups[write.Key] = write.Cell.ToArray();
            Due.Remove(write.Key.ToString());
            if (write.Key.Level == RollupLevel.Hour)
            {
                MarkDue(write.Key with { Level = RollupLevel.Day, Start = write.Key.Start / 1_440 * 1_440 });
            }
        }
    }

    public IReadOnlyList<RollupKey> ListDue(RollupLevel level, long endBefore, int most) =>
        [.. Due.Values.Where(k => k.Level == level && k.Start + LengthOf(level) <= endBefore).OrderBy(k => k.Start).Take(most)];

    public IReadOnlyList<CellRow> Parts(RollupKey key) => key.Level == RollupLevel.Hour
        ? [.. Cells.Where(c => c.Key.Circuit == key.Circuit && c.Key.Agent == key.Agent && c.Key.Minute / 60 * 60 == key.Start)
            .OrderBy(c => c.Key.Minute).Select(c => new CellRow(c.Key.Agent, c.Key.Minute, c.Value))]
        : [.. Rollups.Where(r => r.Key.Level == RollupLevel.Hour && r.Key.Circuit == key.Circuit && r.Key.Agent == key.Agent
                && r.Key.Start / 1_440 * 1_440 == key.Start && !Due.ContainsKey(r.Key.ToString()))
            .OrderBy(r => r.Key.Start).Select(r => new CellRow(r.Key.Agent, r.Key.Start, r.Value))];

    private static long LengthOf(RollupLevel level) => level == RollupLevel.Hour ? 60 : 1_440;

    private void MarkDue(RollupKey key) => Due[key.ToString()] = key;
}
