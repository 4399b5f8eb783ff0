using Telecom.Sla.Domain.Time;
using Telecom.Sla.Folding;
using Telecom.Sla.Rebuild;
using Telecom.Storage;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Log;

namespace Telecom.Sla;

/// <summary>
/// Computes the cells anew from the log, by the code that folds it live, and compares them byte for byte with what is stored: minute cells,
/// hours and days that are not due, progress of lanes, counts of what came too late. Where the log was trimmed only minutes that all of
/// their records are left of are compared. The services are stopped; a backup can be compared while they run.
/// </summary>
public static class CellRebuild
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(1);

    /// <summary>Compares, and repairs when the options say so.</summary>
    /// <param name="address">What is compared.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Where the stores log.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops it between two steps.</param>
    /// <exception cref="StoreCopyException">There are no log and cells, or a service folds them.</exception>
    /// <exception cref="StoreFileException">A store is in use, damaged, or newer than this software.</exception>
    /// <exception cref="StoreUnavailableException">A store cannot be used now.</exception>
    /// <exception cref="InvalidDataException">A record of the log cannot be folded.</exception>
    public static async Task<RebuildReport> RunAsync(
        StoreAddress address, RebuildOptions options, TimeProvider time, ILogger logger, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException($"{nameof(RebuildOptions)} is not valid. {string.Join("; ", errors)}.", nameof(options));
        }

        string work = Path.Combine(options.WorkFolder.Length > 0 ? options.WorkFolder : Path.GetTempPath(), $"telecom-rebuild-{Guid.NewGuid():N}");
        try
        {
            await using StoreContents stored = await StoreContents.OpenAsync(address, time, logger, cancellationToken);
            if (!stored.IsComplete)
            {
                throw new StoreCopyException($"{stored.Name}: there are no log and cells to compare.");
            }

            await using StoreContents computed = await StoreContents.CreateCellsAsync(work, time, logger, cancellationToken);
            RebuildTally tally = new(options.MaxListed);
            long keptFrom = UtcInstant.From(time.GetUtcNow() - options.MinuteRetention).Microseconds / UtcInstant.PerMinute;
            for (int partition = 0; partition < stored.Log.PartitionCount; partition++)
            {
                await RunAsync(stored, computed, partition, options, tally, progress, keptFrom, cancellationToken);
            }

            return tally.ToReport();
        }
        catch (UndecodableRecordException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static async Task RunAsync(
        StoreContents stored, StoreContents computed, int partition, RebuildOptions options, RebuildTally tally, IProgress<StoreProgress>? progress,
        long keptFrom, CancellationToken cancellationToken)
    {
        PartitionLease lease = await LeaseAsync(stored, partition, cancellationToken);
        try
        {
            PartitionLease into = await LeaseAsync(computed, partition, cancellationToken);
            bool isWhole = (await stored.Log.GetRangeAsync(partition, cancellationToken)).TrimmedTo == LogPosition.Start;
            (long? firstUs, IReadOnlyCollection<LaneProgress> lanes, LogPosition at) = await new LogFolding(stored.Log, computed.Cells, options.MinuteRetention, tally, progress)
                .RunAsync(into, lease.Position, cancellationToken);
            long from = 0;
            if (!isWhole)
            {
                from = firstUs is { } us
                    ? ((us + (options.HorizonMargin.Ticks / TimeSpan.TicksPerMicrosecond)) / UtcInstant.PerMinute) + 1
                    : long.MaxValue;
                tally.Horizon(partition, firstUs is null ? null : from);
            }

            await new PartitionComparison(stored, computed, options.Repair, tally, progress)
                .RunAsync(lease, into with { Position = at }, from, keptFrom, lanes, isWhole, cancellationToken);
            PartitionLease? still = await stored.Cells.AcquireLeaseAsync(partition, lease.Owner, LeaseDuration, cancellationToken);
            if (still?.Fence != lease.Fence)
            {
                throw new StoreCopyException($"{stored.Name}: partition {partition} was taken over by a service meanwhile; stop it and begin again.");
            }
        }
        finally
        {
            await stored.Cells.ReleaseLeaseAsync(lease, CancellationToken.None);
        }
    }

    private static async Task<PartitionLease> LeaseAsync(StoreContents contents, int partition, CancellationToken cancellationToken) =>
        await contents.Cells.AcquireLeaseAsync(partition, Guid.NewGuid(), LeaseDuration, cancellationToken)
            ?? throw new StoreCopyException(
                $"{contents.Name}: partition {partition} is being folded by a service. Stop the services; if one was killed, wait until its lease has ended (10 s by default).");
}
