namespace Telecom.Sla.Domain.Names;

/// <summary>
/// The unit of ordering and of deduplication: one lane of one spool of one agent. Its batches are numbered 1, 2, 3, …; every lane
/// belongs to exactly one partition, so that a batch is one append, one sequence number and one resume point.
/// </summary>
/// <param name="Agent">Resource name of the agent, "customers/{customer}/agents/{agent}"; it begins with the customer.</param>
/// <param name="Epoch">The agent's spool.</param>
/// <param name="Lane">Lane of that spool, from 0.</param>
public readonly record struct ProducerLane(string Agent, SpoolEpoch Epoch, uint Lane)
{
    /// <summary>
    /// The partition of this lane: FNV-1a over agent, epoch and lane, modulo the number of partitions. It is stored with nothing and
    /// recomputed everywhere, so it must never change.
    /// </summary>
    /// <param name="partitions">Number of partitions, at least 1.</param>
    public int PartitionOf(int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ulong hash = 14695981039346656037;
        foreach (byte b in System.Text.Encoding.UTF8.GetBytes(Agent))
        {
            hash = Mix(hash, b);
        }

        foreach (byte b in Epoch.ToBytes())
        {
            hash = Mix(hash, b);
        }

        for (int shift = 0; shift < 32; shift += 8)
        {
            hash = Mix(hash, (byte)(Lane >> shift & 0xff));
        }

        return (int)(hash % (ulong)partitions);
    }

    /// <summary>"agent#epoch/lane", for logs.</summary>
    public override string ToString() => $"{Agent}#{Epoch}/{Lane}";

    private static ulong Mix(ulong hash, byte value) => unchecked((hash ^ value) * 1099511628211);
}
