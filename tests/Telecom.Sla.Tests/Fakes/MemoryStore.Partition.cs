using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Fakes;

/// <content>What is stored of a partition.</content>
internal sealed partial class MemoryStore
{
    private sealed class Partition
    {
        public Guid Owner { get; set; }

        public long Fence { get; set; }

        public DateTimeOffset Until { get; set; }

        public LogPosition Position { get; set; }

        public Dictionary<CellKey, byte[]> Cells { get; private init; } = [];

        public Dictionary<RollupKey, byte[]> Rollups { get; private init; } = [];

        public HashSet<RollupKey> Due { get; private init; } = [];

        public Dictionary<ProducerLane, LaneProgress> Lanes { get; private init; } = [];

        public Dictionary<CellKey, long> Late { get; private init; } = [];

        public Partition Clone() => new()
        {
            Owner = Owner,
            Fence = Fence,
            Until = Until,
            Position = Position,
            Cells = new(Cells),
            Rollups = new(Rollups),
            Due = [.. Due],
            Lanes = new(Lanes),
            Late = new(Late),
        };
    }
}
