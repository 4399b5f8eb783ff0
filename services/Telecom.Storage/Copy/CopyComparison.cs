using Telecom.Storage.Cells;
using Telecom.Storage.Events;
using Telecom.Storage.Log;

namespace Telecom.Storage.Copy;

/// <summary>Reads both ends and compares what is there, by count and checksum.</summary>
internal sealed class CopyComparison(
    ICopyEnd source, ICopyEnd target, IReadOnlySet<string> laneAgents, StoreCopyOptions options, IProgress<StoreProgress>? progress)
{
    private const int EventsAtOnce = 1000;
    private long _read;

    /// <summary>The records of a partition, and the target's position that stands for the source's position of folding.</summary>
    public async Task<(StoreCopySection Section, LogPosition Position)> RecordsAsync(int partition, LogPosition folded, CancellationToken cancellationToken)
    {
        (ContentDigest from, long before, _) = await RecordsAsync(source, partition, entry => entry.Position <= folded, cancellationToken);
        (ContentDigest to, _, LogPosition at) = await RecordsAsync(target, partition, null, cancellationToken, before);
        if (before == 0 && folded > LogPosition.Start)
        {
            at = (await target.Log.GetRangeAsync(partition, cancellationToken)).TrimmedTo;
        }

        return (Section(FormattableString.Invariant($"records of partition {partition}"), from, to), at);
    }

    /// <summary>Lanes with their outcomes, and content keys.</summary>
    public async Task<IReadOnlyList<StoreCopySection>> LanesAsync(CancellationToken cancellationToken) =>
    [
        Section("lanes and outcomes", await LanesAsync(source, cancellationToken), await LanesAsync(target, cancellationToken)),
        Section("content keys", await KeysAsync(source, cancellationToken), await KeysAsync(target, cancellationToken)),
    ];

    /// <summary>Cells, roll-ups, marks, counts and progress of a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="position">Where the target must be folded up to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<StoreCopySection> CellsAsync(int partition, LogPosition position, CancellationToken cancellationToken)
    {
        LogPosition actual = (await target.Cells.SyncAsync(cancellationToken)).GetValueOrDefault(partition);
        ContentDigest from = await CellsAsync(source, partition, position, cancellationToken);
        ContentDigest to = await CellsAsync(target, partition, actual, cancellationToken);
        return Section(FormattableString.Invariant($"cells of partition {partition}"), from, to);
    }

    /// <summary>The events of a store.</summary>
    public async Task<StoreCopySection> EventsAsync(string name, CancellationToken cancellationToken) =>
        Section($"events of {name}", await EventsAsync(source, name, cancellationToken), await EventsAsync(target, name, cancellationToken));

    private async Task<(ContentDigest Digest, long Counted, LogPosition Nth)> RecordsAsync(
        ICopyEnd end, int partition, Func<LogEntry, bool>? count, CancellationToken cancellationToken, long nth = 0)
    {
        ContentDigest digest = new();
        (long counted, LogPosition at, LogPosition last) = (0, LogPosition.Start, LogPosition.Start);
        while (true)
        {
            IReadOnlyList<LogEntry> entries = await end.Log.ReadAsync(partition, last, Math.Min(options.ReadBytes, 4 << 20), cancellationToken);
            foreach (LogEntry entry in entries)
            {
                digest.Item().Add(digest.Count).Add(entry.Record.Span).End();
                counted += count?.Invoke(entry) == true ? 1 : 0;
                at = digest.Count == nth ? entry.Position : at;
                last = entry.Position;
            }

            Tell("comparing records", entries.Count);
            if (entries.Count == 0)
            {
                bool trimmed = (await end.Log.GetRangeAsync(partition, cancellationToken)).TrimmedTo > LogPosition.Start;
                digest.Item().Add("trimmed").Add(trimmed ? 1 : 0).EndUncounted();
                return (digest, counted, at);
            }
        }
    }

    private static async Task<ContentDigest> LanesAsync(ICopyEnd end, CancellationToken cancellationToken)
    {
        ContentDigest digest = new();
        await foreach (CopiedLane lane in end.ReadLanesAsync(cancellationToken))
        {
            ProducerPosition at = lane.Position;
            digest.Item().Add(at.Lane.ToString()).Add((long)at.DurableSequence).Add((long)at.StoredSamples).Add((long)at.RefusedSamples).Add(lane.AppendedMs);
            foreach ((ulong sequence, byte[] data) in lane.Outcomes)
            {
                digest.Add((long)sequence).Add(data);
            }

            digest.End();
        }

        return digest;
    }

    private static async Task<ContentDigest> KeysAsync(ICopyEnd end, CancellationToken cancellationToken)
    {
        ContentDigest digest = new();
        await foreach (CopiedKey key in end.ReadKeysAsync(cancellationToken))
        {
            digest.Item().Add(key.Agent).Add((long)(ulong)(key.Key >> 64)).Add((long)(ulong)key.Key).Add(key.AppendedMs).End();
        }

        return digest;
    }

    private async Task<ContentDigest> CellsAsync(ICopyEnd end, int partition, LogPosition position, CancellationToken cancellationToken)
    {
        ContentDigest digest = new();
        HashSet<string> agents = new(laneAgents, StringComparer.Ordinal);
        foreach (CellKind kind in Enum.GetValues<CellKind>())
        {
            await foreach (CopiedCell cell in end.ReadCellsAsync(partition, kind, cancellationToken))
            {
                agents.Add(cell.Agent);
                digest.Item().Add((long)kind).Add(cell.Circuit).Add(cell.Agent).Add(cell.Start).Add(cell.Cell.Span).End();
                Tell("comparing cells", 1);
            }
        }

        foreach (RollupLevel level in Enum.GetValues<RollupLevel>())
        {
            foreach (RollupKey due in await end.Cells.ListDueAsync(partition, level, CellCopier.EndMinute, int.MaxValue, cancellationToken))
            {
                digest.Item().Add("due").Add((long)level).Add(due.Circuit).Add(due.Agent).Add(due.Start).End();
            }
        }

        await foreach (TooLateCount count in end.ReadTooLateAsync(partition, cancellationToken))
        {
            agents.Add(count.Key.Agent);
            digest.Item().Add("too late").Add(count.Key.Circuit).Add(count.Key.Agent).Add(count.Key.Minute).Add(count.Samples).End();
        }

        await foreach (LaneProgress lane in end.ReadProgressAsync(partition, agents, cancellationToken))
        {
            digest.Item().Add(lane.Lane.ToString()).Add((long)lane.FoldedSequence).Add((long)lane.FoldedSamples).Add((long)lane.TooLateSamples).End();
        }

        digest.Item().Add("folded").Add(position.Major).Add(position.Minor).EndUncounted();
        return digest;
    }

    private async Task<ContentDigest> EventsAsync(ICopyEnd end, string name, CancellationToken cancellationToken)
    {
        ContentDigest digest = new();
        IEventStore store = await end.GetEventsAsync(name, cancellationToken);
        for (long after = 0; ;)
        {
            IReadOnlyList<StoredEvent> events = await store.FollowAsync(after, EventsAtOnce, cancellationToken);
            foreach (StoredEvent one in events)
            {
                digest.Item().Add(one.Position).Add(one.Stream).Add(one.Version).Add(one.Id).Add(one.Type).Add(one.Data.Span).Add(one.RecordedAtUs).End();
                after = one.Position;
            }

            Tell("comparing events", events.Count);
            if (events.Count == 0)
            {
                return digest;
            }
        }
    }

    private void Tell(string what, int some) => progress?.Report(new StoreProgress(what, _read += some, 0, "items"));

    private static StoreCopySection Section(string name, ContentDigest from, ContentDigest to) =>
        new(name, from.Count, from.ToString(), to.Count, to.ToString());
}
