using Telecom.Sla.Domain.Measurement;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>
/// Rolls minute cells of one partition up into hours, and hours into days, as they come due. Roll-ups are made whole from their parts each
/// time, so that late samples revise them, and a roll-up can be made again at any time with the same result.
/// </summary>
/// <param name="partition">The partition.</param>
/// <param name="store">Where cells are.</param>
/// <param name="most">Most roll-ups to make in one round.</param>
internal sealed class RollupMaker(int partition, IMeasurementStore store, int most)
{
    /// <summary>Makes what is due: hours first, and days when no hour is left.</summary>
    /// <param name="lease">The partition's lease.</param>
    /// <param name="position">Where the partition stands.</param>
    /// <param name="endBefore">Only those that end at or before this minute, minutes since the Unix epoch.</param>
    /// <param name="cancellationToken">Stops between reads and writes.</param>
    /// <returns>How many were made; null when the lease is stale or the position moved: nothing more was written then.</returns>
    public async ValueTask<RollupRound?> MakeAsync(PartitionLease lease, LogPosition position, long endBefore, CancellationToken cancellationToken)
    {
        int? hours = await MakeAsync(lease, position, RollupLevel.Hour, endBefore, cancellationToken);
        int? days = hours < most ? await MakeAsync(lease, position, RollupLevel.Day, endBefore, cancellationToken) : 0;
        return hours is { } madeHours && days is { } madeDays ? new RollupRound(madeHours, madeDays, madeHours == most || madeDays == most) : null;
    }

    /// <summary>One roll-up from its parts.</summary>
    /// <param name="key">Which.</param>
    /// <param name="parts">Minute cells or hours, by start.</param>
    /// <exception cref="InvalidDataException">A part cannot be read.</exception>
    public static byte[] Make(RollupKey key, IReadOnlyList<CellRow> parts)
    {
        RollupCell cell = new(key.Level == RollupLevel.Hour ? RollupSpan.Hour : RollupSpan.Day, key.Start);
        foreach (CellRow part in parts)
        {
            if (key.Level == RollupLevel.Hour)
            {
                cell.Add(MinuteCellCodec.Decode(part.Cell.Span));
            }
            else
            {
                cell.Add(RollupCodec.Decode(part.Cell.Span));
            }
        }

        return RollupCodec.Encode(cell);
    }

    private async ValueTask<int?> MakeAsync(PartitionLease lease, LogPosition position, RollupLevel level, long endBefore, CancellationToken cancellationToken)
    {
        // Asked without a check of the position: made of parts that are checked, a roll-up is right whether it is due or not.
        IReadOnlyList<RollupKey> due = await store.ListDueAsync(partition, level, endBefore, most, cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        RollupWrite[] writes = new RollupWrite[due.Count];
        for (int i = 0; i < writes.Length; i++)
        {
            if (await store.ReadPartsAsync(lease, position, due[i], cancellationToken) is not { } parts)
            {
                return null;
            }

            writes[i] = new RollupWrite(due[i], Make(due[i], parts));
        }

        return await store.ApplyRollupsAsync(lease, position, writes, cancellationToken) ? writes.Length : null;
    }
}
