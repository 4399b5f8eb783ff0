namespace Telecom.Storage.Redis.Cells;

/// <summary>A cell as read.</summary>
/// <param name="Start">Its first minute.</param>
/// <param name="Agent">The agent that measured.</param>
/// <param name="Partition">Where it was folded.</param>
/// <param name="Cell">Its bytes; empty when it is due and was never written.</param>
/// <param name="Due">True when it is due.</param>
internal readonly record struct FoundCell(long Start, string Agent, int Partition, byte[] Cell, bool Due) : IComparable<FoundCell>
{
    public int CompareTo(FoundCell other)
    {
        int start = Start.CompareTo(other.Start);
        int agent = start != 0 ? start : string.CompareOrdinal(Agent, other.Agent);
        return agent != 0 ? agent : Partition.CompareTo(other.Partition);
    }
}
