using Microsoft.Extensions.Logging;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Copy;
using Telecom.Storage.Sqlite.Copy;

namespace Telecom.Storage.Copy;

/// <summary>
/// Copies everything that a suite stores from one place to another, of the same engine or of the other: the log with its lanes, outcomes and
/// content keys, the cells with roll-ups, marks, progress and position, and the events with their positions. The services are stopped;
/// afterwards both ends are read and compared. A copy that was interrupted is gone on with by the same call.
/// </summary>
/// <remarks>
/// Times of records and lanes keep milliseconds; the embedded engine's records keep their day. Log positions are the target's own, and
/// the position of folding is the one of the same record.
/// </remarks>
public static class StoreCopy
{
    private const int EventsAtOnce = 200;

    /// <summary>Copies, or goes on copying.</summary>
    /// <param name="from">Where from; its content is not changed.</param>
    /// <param name="to">Where to: empty, or the unfinished target of the same copy.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Where the stores log.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops it; the same call goes on later.</param>
    /// <exception cref="StoreCopyException">There is nothing to copy, services run, or the target is not empty and not this copy's.</exception>
    /// <exception cref="StoreUnavailableException">A store cannot be used now; the same call goes on later.</exception>
    /// <exception cref="StoreFileException">A store is in use, damaged, or newer than this software.</exception>
    public static async Task<StoreCopyReport> RunAsync(
        StoreAddress from,
        StoreAddress to,
        StoreCopyOptions options,
        TimeProvider time,
        ILogger logger,
        IProgress<StoreProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException($"{nameof(StoreCopyOptions)} is not valid. {string.Join("; ", errors)}.", nameof(options));
        }

        if (from.ToString() == to.ToString())
        {
            throw new StoreCopyException($"{from} cannot be copied to itself.");
        }

        await using ICopyEnd source = await OpenAsync(from, isTarget: false, time, logger, cancellationToken);
        await using ICopyEnd target = await OpenAsync(to, isTarget: true, time, logger, cancellationToken);
        StoreCopyReport report = await RunAsync(source, target, options, time, progress, cancellationToken);
        if (report.IsEqual)
        {
            // After the leases were given back.
            await target.FinishAsync(cancellationToken);
        }

        return report;
    }

    private static async Task<StoreCopyReport> RunAsync(
        ICopyEnd source, ICopyEnd target, StoreCopyOptions options, TimeProvider time, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        if (source.Partitions is null && source.EventStores.Count == 0)
        {
            throw new StoreCopyException($"{source.Name}: there is nothing to copy.");
        }

        if (source.Partitions is null && source.HasCells)
        {
            throw new StoreCopyException($"{source.Name}: there are cells without the log that they were folded from; copy the folder that has both.");
        }

        (CopyJournal journal, bool resumed) = await JournalAsync(source, target, time, cancellationToken);
        int partitions = source.Partitions ?? 0;
        bool cells = source.HasCells;
        if (partitions > 0)
        {
            target.SetClock(resumed ? null : await FirstMsAsync(source, cancellationToken));
        }

        await target.CreateAsync(source.Partitions, cells, cancellationToken);
        await using CopyLeases? held = cells ? await CopyLeases.TakeAsync(source, journal.Id, partitions, options.LeaseDuration, time, cancellationToken) : null;
        await using CopyLeases? holds = cells ? await CopyLeases.TakeAsync(target, journal.Id, partitions, options.LeaseDuration, time, cancellationToken) : null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, held?.Lost.Token ?? CancellationToken.None, holds?.Lost.Token ?? CancellationToken.None);
        try
        {
            List<StoreCopySection> sections = [];
            HashSet<string> agents = new(StringComparer.Ordinal);
            CopyComparison compare = new(source, target, agents, options, progress);
            if (partitions > 0)
            {
                agents.UnionWith(await source.ReadLanesAsync(stop.Token).Select(static lane => lane.Position.Lane.Agent).ToListAsync(stop.Token));
                await new LogCopier(source, target, journal, options, progress).RunAsync(stop.Token);
                sections.AddRange(await compare.LanesAsync(stop.Token));
            }

            CellCopier copier = new(source, target, agents, options, progress);
            for (int partition = 0; partition < partitions; partition++)
            {
                LogPosition folded = held?[partition].Position ?? LogPosition.Start;
                (StoreCopySection records, LogPosition position) = await compare.RecordsAsync(partition, folded, stop.Token);
                sections.Add(records);
                if (holds is not null && records.IsEqual)
                {
                    await CellsAsync(copier, holds, target, journal, partition, position, stop.Token);
                    sections.Add(await compare.CellsAsync(partition, position, stop.Token));
                }
            }

            foreach (string name in source.EventStores)
            {
                await EventsAsync(source, target, name, progress, stop.Token);
                sections.Add(await compare.EventsAsync(name, stop.Token));
            }

            return await EndAsync(source, target, journal, new StoreCopyReport(resumed, sections), stop.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreCopyException("A lease was lost: somebody else uses one of the stores, or it could not be reached for long. Run the copy again.", e);
        }
    }

    private static async Task<(CopyJournal Journal, bool Resumed)> JournalAsync(
        ICopyEnd source, ICopyEnd target, TimeProvider time, CancellationToken cancellationToken)
    {
        string fingerprint = await source.FingerprintAsync(cancellationToken);
        if (await target.ReadJournalAsync(cancellationToken) is not { } journal)
        {
            if (target.Partitions is not null || target.HasCells || target.EventStores.Count > 0)
            {
                throw new StoreCopyException($"{target.Name}: it is not empty, and what is there is not an unfinished copy.");
            }

            journal = new CopyJournal { Source = fingerprint, StartedMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
            await target.WriteJournalAsync(journal, cancellationToken);
            return (journal, false);
        }

        if (journal.Finished)
        {
            // It may have been interrupted at its very end.
            await target.FinishAsync(cancellationToken);
            throw new StoreCopyException($"{target.Name}: a copy to it was finished before; copy to an empty target.");
        }

        return journal.Source == fingerprint
            ? (journal, true)
            : throw new StoreCopyException($"{target.Name}: the unfinished copy there is of another source, or the source has changed since; empty the target and begin again.");
    }

    private static async Task<long?> FirstMsAsync(ICopyEnd source, CancellationToken cancellationToken)
    {
        long? first = null;
        for (int partition = 0; partition < source.Partitions; partition++)
        {
            IReadOnlyList<LogEntry> entries = await source.Log.ReadAsync(partition, LogPosition.Start, 1, cancellationToken);
            if (entries.Count > 0 && source.AppendedMs(entries[0].Position) is long ms && (first is null || ms < first))
            {
                first = ms;
            }
        }

        return first;
    }

    private static async Task CellsAsync(
        CellCopier copier, CopyLeases leases, ICopyEnd target, CopyJournal journal, int partition, LogPosition position, CancellationToken cancellationToken)
    {
        if (!journal.PartitionsDone.Contains(partition))
        {
            await copier.RunAsync(leases[partition], position, cancellationToken);
            journal.PartitionsDone.Add(partition);
            await target.WriteJournalAsync(journal, cancellationToken);
        }
    }

    private static async Task EventsAsync(
        ICopyEnd source, ICopyEnd target, string name, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        IEventStore from = await source.GetEventsAsync(name, cancellationToken);
        IEventStore to = await target.GetEventsAsync(name, cancellationToken);
        long after = 0;
        long copied = 0;
        while (await to.FollowAsync(after, EventsAtOnce, cancellationToken) is { Count: > 0 } there)
        {
            after = there[^1].Position;
        }

        while (await from.FollowAsync(after, EventsAtOnce, cancellationToken) is { Count: > 0 } events)
        {
            await target.WriteEventsAsync(name, events, cancellationToken);
            after = events[^1].Position;
            progress?.Report(new StoreProgress($"events of {name}", copied += events.Count, 0, "events"));
        }
    }

    private static async Task<StoreCopyReport> EndAsync(
        ICopyEnd source, ICopyEnd target, CopyJournal journal, StoreCopyReport report, CancellationToken cancellationToken)
    {
        if (await source.FingerprintAsync(cancellationToken) != journal.Source)
        {
            throw new StoreCopyException($"{source.Name}: it was written to while it was copied. Stop the services, empty the target and begin again.");
        }

        if (report.IsEqual)
        {
            journal.Finished = true;
            await target.WriteJournalAsync(journal, cancellationToken);
        }

        return report;
    }

    private static async Task<ICopyEnd> OpenAsync(StoreAddress address, bool isTarget, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        address.Redis is { } redis
            ? await RedisCopyEnd.OpenAsync(redis, isTarget, logger, cancellationToken)
            : await SqliteCopyEnd.OpenAsync(address.Folder, isTarget, time, logger, cancellationToken);
}
