using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Clocks;
using Telecom.Ingestion.Quotas;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Intake;

/// <summary>What the way into the log keeps between the batches of one stream, or has for one call. Not safe for several threads.</summary>
/// <param name="lane">The lane.</param>
/// <param name="handles">Its handles.</param>
internal sealed class LaneIntake(ProducerLane lane, HandleTable handles)
{
    private RecordWriter? _records;

    /// <summary>The lane.</summary>
    public ProducerLane Lane { get; } = lane;

    /// <summary>The handles of its stream.</summary>
    public HandleTable Handles { get; } = handles;

    /// <summary>The circuits of its last batch.</summary>
    public UsedCircuits Circuits { get; } = new(LogRecordNames.CircuitPrefixOf(lane.Agent));

    /// <summary>Writes its records.</summary>
    public RecordWriter Records => _records ??= new RecordWriter(Lane);

    /// <summary>Watches the agent's clock; null for a single call, which does not tell it.</summary>
    public LaneClock? Clock { get; set; }

    /// <summary>How many samples may come; null when nothing limits them.</summary>
    public LaneQuota? Quota { get; set; }

    /// <summary>The server's mark on its samples.</summary>
    public SuspectReason Suspect { get; set; }
}
