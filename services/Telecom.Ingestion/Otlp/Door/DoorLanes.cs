using System.Collections.Concurrent;
using Telecom.Ingestion.Intake;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Otlp.Door;

/// <summary>
/// The door's lanes, one for each agent that exports. Their epoch is random and lives as long as the process: after a restart the door
/// begins new lanes, and what keeps a repeated export from being counted twice is its content, not its sequence number. All lanes of an
/// agent lie in one partition, whichever process makes them, since an engine may compare content within a partition only.
/// </summary>
internal sealed class DoorLanes(SampleLogHolder log) : IDisposable
{
    private readonly ConcurrentDictionary<string, DoorLane> _lanes = new(StringComparer.Ordinal);

    /// <summary>The lane of an agent that was authenticated; there are no more than the catalogue has agents.</summary>
    public DoorLane Of(string agent) => _lanes.GetOrAdd(agent, name => new DoorLane(ContentLanes.Create(name, log.Log.PartitionCount)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DoorLane lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }
}
