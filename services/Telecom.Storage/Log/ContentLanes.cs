using System.Security.Cryptography;
using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Log;

/// <summary>
/// Makes lanes for samples that come without a sequence number of their sender. On an engine that spreads the partitions over machines,
/// content keys are compared within a partition, because that is what one step can see; so all such lanes of an agent must lie in one,
/// whichever process makes them and however often.
/// </summary>
public static class ContentLanes
{
    private static readonly SpoolEpoch Home = new(1);

    /// <summary>
    /// A new lane 0 of an agent under a random epoch that lies in the agent's content partition. It tries epochs until one does, as many
    /// as there are partitions on average, each some hundred nanoseconds.
    /// </summary>
    /// <param name="agent">Resource name of the agent.</param>
    /// <param name="partitions">The log's number of partitions (<see cref="ISampleLogReader.PartitionCount"/>), at least 1.</param>
    public static ProducerLane Create(string agent, int partitions)
    {
        ArgumentException.ThrowIfNullOrEmpty(agent);
        int home = PartitionOf(agent, partitions);
        Span<byte> random = stackalloc byte[SpoolEpoch.Length];
        while (true)
        {
            RandomNumberGenerator.Fill(random);
            if (SpoolEpoch.TryRead(random, out SpoolEpoch epoch) && new ProducerLane(agent, epoch, 0) is var lane && lane.PartitionOf(partitions) == home)
            {
                return lane;
            }
        }
    }

    /// <summary>The partition of an agent's lanes with content keys.</summary>
    internal static int PartitionOf(string agent, int partitions) => new ProducerLane(agent, Home, 0).PartitionOf(partitions);
}
