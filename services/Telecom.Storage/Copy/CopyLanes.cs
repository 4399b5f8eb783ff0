using System.Buffers.Binary;
using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Copy;

/// <summary>
/// The lanes that a copy appends records through, one for each partition. The log's own deduplication then makes the copy repeatable: how
/// far the lane has come is how many records are there. They are forgotten when all records are there.
/// </summary>
internal static class CopyLanes
{
    private const string Agent = "store-copy";

    /// <summary>The lanes, by partition.</summary>
    public static ProducerLane[] For(Guid copy, int partitions)
    {
        SpoolEpoch epoch = new(BinaryPrimitives.ReadUInt128BigEndian(copy.ToByteArray()));
        ProducerLane[] lanes = new ProducerLane[partitions];
        int missing = partitions;
        for (uint lane = 0; missing > 0; lane++)
        {
            ProducerLane one = new(Agent, epoch, lane);
            int partition = one.PartitionOf(partitions);
            if (lanes[partition].Agent is null)
            {
                lanes[partition] = one;
                missing--;
            }
        }

        return lanes;
    }
}
