using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>What deduplication knows of a lane.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Sequence">Last sequence number.</param>
/// <param name="Stored">Samples stored since the lane began.</param>
/// <param name="Refused">Samples refused since the lane began.</param>
/// <param name="Outcomes">Outcomes kept.</param>
internal sealed record LaneState(long Id, int Partition, ulong Sequence, ulong Stored, ulong Refused, int Outcomes)
{
    /// <summary>As callers see it.</summary>
    public ProducerPosition ToPosition(ProducerLane lane) => new(lane, Sequence, Stored, Refused);
}
