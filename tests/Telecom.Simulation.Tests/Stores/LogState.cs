using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Stores;

/// <summary>What a log holds at one moment.</summary>
internal sealed class LogState(int partitions)
{
    private readonly Dictionary<ProducerLane, LaneLog> _lanes = [];
    private readonly List<LogEntry>[] _records = [.. Enumerable.Range(0, partitions).Select(_ => new List<LogEntry>())];

    public IReadOnlyDictionary<ProducerLane, LaneLog> Lanes => _lanes;

    public int Partitions => partitions;

    public IReadOnlyList<LogEntry> Records(int partition) => _records[partition];

    public ulong LastOf(ProducerLane lane) => _lanes.TryGetValue(lane, out LaneLog? log) ? log.Last : 0;

    public LogPosition End(int partition) => _records[partition].Count == 0 ? LogPosition.Start : _records[partition][^1].Position;

    public void Append(AppendEntry entry, LogPosition position)
    {
        if (!_lanes.TryGetValue(entry.Lane, out LaneLog? log))
        {
            log = new LaneLog();
        }

        Dictionary<ulong, ReadOnlyMemory<byte>> outcomes = new(log.Outcomes);
        if (!entry.Outcome.IsEmpty)
        {
            outcomes[entry.Sequence] = entry.Outcome.ToArray();
        }

        _lanes[entry.Lane] = new LaneLog
        {
            Last = Math.Max(log.Last, entry.Sequence),
            Stored = log.Stored + (ulong)entry.StoredSamples,
            Refused = log.Refused + (ulong)entry.RefusedSamples,
            Outcomes = outcomes,
        };
        if (!entry.Record.IsEmpty)
        {
            _records[entry.Lane.PartitionOf(partitions)].Add(new LogEntry(position, entry.Record.ToArray()));
        }
    }

    public LogState Clone()
    {
        LogState copy = new(partitions);
        foreach ((ProducerLane lane, LaneLog log) in _lanes)
        {
            copy._lanes[lane] = log;
        }

        for (int i = 0; i < partitions; i++)
        {
            copy._records[i].AddRange(_records[i]);
        }

        return copy;
    }

    /// <summary>One lane of it; never changed, only replaced.</summary>
    internal sealed record LaneLog
    {
        public ulong Last { get; init; }

        public ulong Stored { get; init; }

        public ulong Refused { get; init; }

        public IReadOnlyDictionary<ulong, ReadOnlyMemory<byte>> Outcomes { get; init; } = new Dictionary<ulong, ReadOnlyMemory<byte>>();
    }
}
