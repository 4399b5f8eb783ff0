using Telecom.Storage.Log;

namespace Telecom.Storage.Cells;

/// <summary>The right to fold a partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Owner">The owner's random id.</param>
/// <param name="Fence">Grows by one with every change of owner; a write with an older fence is refused.</param>
/// <param name="Position">Position that the partition was folded up to when the lease was taken.</param>
public sealed record PartitionLease(int Partition, Guid Owner, long Fence, LogPosition Position);
