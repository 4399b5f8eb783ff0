using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Folding;

/// <summary>How well this process keeps up with the log.</summary>
/// <param name="time">The clock that lag is measured by.</param>
internal sealed class FoldHealth(TimeProvider time)
{
    private volatile IReadOnlyList<PartitionState>? _partitions;

    /// <summary>False until the log was opened.</summary>
    public bool HasBegun => _partitions is not null;

    /// <summary>The partitions; none before the log was opened.</summary>
    public IReadOnlyList<PartitionState> Partitions => _partitions ?? [];

    /// <summary>Partitions that stand before a record which cannot be folded.</summary>
    public int Failed => Partitions.Count(p => p.Failed);

    /// <summary>True when a partition is behind by nobody knows how long, because not one of its records could be read yet.</summary>
    public bool LagIsUnknown => Partitions.Any(p => p is { Behind: true, Known: false });

    /// <summary>Greatest time by which the count is behind what was received; zero when it is not.</summary>
    public TimeSpan Lag
    {
        get
        {
            long now = UtcInstant.From(time.GetUtcNow()).Microseconds;
            long most = 0;
            foreach (PartitionState partition in Partitions)
            {
                most = partition.Behind ? Math.Max(most, now - partition.CountedUpToUs) : most;
            }

            return TimeSpan.FromMicroseconds(most);
        }
    }

    /// <summary>The log is open.</summary>
    public void Begin(IReadOnlyList<PartitionState> partitions) => _partitions = partitions;
}
