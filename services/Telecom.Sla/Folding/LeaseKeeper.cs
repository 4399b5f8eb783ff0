using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <summary>Takes the lease of one partition, renews it in time, and gives it back.</summary>
internal sealed partial class LeaseKeeper(int partition, Guid owner, IMeasurementStore store, FoldOptions options, TimeProvider time, ILogger logger)
{
    private long _askedAt;
    private bool _doubted;

    /// <summary>The lease; null when another owner holds it, or none was asked for yet.</summary>
    public PartitionLease? Current { get; private set; }

    /// <summary>True when it is time to ask the store, because there is no lease, it is due for renewal, or it is doubted.</summary>
    public bool IsDue => IsDoubted || time.GetElapsedTime(_askedAt) >= options.LeaseRenewAfter;

    /// <summary>True when the store is to be asked before the lease is used.</summary>
    public bool IsDoubted => Current is null || _doubted;

    /// <summary>Asks the store for the lease, with the position that the partition is folded up to.</summary>
    /// <returns>The lease; null when another owner holds it.</returns>
    public async ValueTask<PartitionLease?> AskAsync(CancellationToken cancellationToken)
    {
        // The lease runs from when it was asked for, not from when the answer came.
        long asked = time.GetTimestamp();
        PartitionLease? lease = await store.AcquireLeaseAsync(partition, owner, options.LeaseDuration, cancellationToken);
        if (lease is null && Current is not null)
        {
            Log.Lost(logger, partition, Current.Fence);
        }
        else if (lease is not null && lease.Fence != Current?.Fence)
        {
            Log.Taken(logger, partition, lease.Fence, lease.Position.Major, lease.Position.Minor);
        }

        Current = lease;
        _askedAt = asked;
        _doubted = false;
        return lease;
    }

    /// <summary>The store is to be asked again before the lease is used: it may be stale, or the position may not be what it was.</summary>
    public void Doubt() => _doubted = true;

    /// <summary>Gives the lease back, if there is one. It is gone then, even when the store cannot be told: it ends by itself.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        PartitionLease? lease = Current;
        Current = null;
        if (lease is not null)
        {
            await store.ReleaseLeaseAsync(lease, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3001, Level = LogLevel.Debug, Message = "Partition {Partition} is ours with fence {Fence}, from position {Major}/{Minor}")]
        public static partial void Taken(ILogger logger, int partition, long fence, long major, long minor);

        [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "Partition {Partition} went to another owner; our fence was {Fence}")]
        public static partial void Lost(ILogger logger, int partition, long fence);
    }
}
