using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <content>
/// What a step reads, bound to the lease and the position as its write is. A replaced owner could else read what its successor wrote, and
/// write it again as its own when a crash of the store took the successor's lease and step back.
/// </content>
internal sealed partial class PartitionWorker
{
    /// <summary>Folds all records, or those before one whose columns are bad, which then begins the next step; null when a read was refused.</summary>
    private async ValueTask<FoldStep?> FoldAsync(PartitionLease lease, IReadOnlyList<DecodedRecord> records, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!await LearnLanesAsync(lease, records, cancellationToken))
            {
                return null;
            }

            try
            {
                return _folder.Fold(records);
            }
            catch (UndecodableRecordException exception) when (exception.Index > 0)
            {
                _folder.Clear();
                records = [.. records.Take(exception.Index)];
            }
        }
    }

    /// <summary>Brings the progress of the lanes that are not in memory; false when the read was refused.</summary>
    private async ValueTask<bool> LearnLanesAsync(PartitionLease lease, IReadOnlyList<DecodedRecord> records, CancellationToken cancellationToken)
    {
        HashSet<ProducerLane> unknown = [];
        foreach (DecodedRecord record in records)
        {
            if (!_folder.Knows(record.Lane))
            {
                unknown.Add(record.Lane);
            }
        }

        if (unknown.Count == 0)
        {
            return true;
        }

        if (await _store.ReadProgressAsync(lease, _position, unknown, cancellationToken) is not { } stored)
        {
            return false;
        }

        foreach (ProducerLane lane in unknown)
        {
            _folder.SetProgress(lane, stored.TryGetValue(lane, out LaneProgress progress) ? progress : null);
        }

        return true;
    }

    /// <summary>Everything that the step writes; null when the read of what it adds to was refused.</summary>
    private async ValueTask<FoldWrites?> CompleteAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        if (_folder.CellsToRead.Count == 0)
        {
            return _folder.Complete(new Dictionary<CellKey, ReadOnlyMemory<byte>>());
        }

        return await _store.ReadCellsAsync(lease, _position, _folder.CellsToRead, cancellationToken) is { } stored ? _folder.Complete(stored) : null;
    }
}
