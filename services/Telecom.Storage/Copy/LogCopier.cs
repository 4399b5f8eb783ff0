using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Storage.Copy;

/// <summary>
/// Copies the log: day by day, since an embedded log goes on from day to day and never back, within a day partition by partition, within
/// a partition in order.
/// </summary>
internal sealed class LogCopier(ICopyEnd source, ICopyEnd target, CopyJournal journal, StoreCopyOptions options, IProgress<StoreProgress>? progress)
{
    private const long DayMs = 86_400_000;
    private long _copied;

    /// <summary>Copies what is missing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        int partitions = source.Log.PartitionCount;
        ProducerLane[] lanes = CopyLanes.For(journal.Id, partitions);
        if (!journal.RecordsDone)
        {
            await CopyRecordsAsync(lanes, cancellationToken);
            journal.RecordsDone = true;
            await target.WriteJournalAsync(journal, cancellationToken);
        }

        if (!journal.LanesDone)
        {
            progress?.Report(new StoreProgress("lanes and content keys", 0, 0, "items"));
            bool[] trimmed = new bool[partitions];
            for (int partition = 0; partition < partitions; partition++)
            {
                trimmed[partition] = (await source.Log.GetRangeAsync(partition, cancellationToken)).TrimmedTo > LogPosition.Start;
            }

            List<CopiedLane> all = await source.ReadLanesAsync(cancellationToken).ToListAsync(cancellationToken);
            List<CopiedKey> keys = await source.ReadKeysAsync(cancellationToken).ToListAsync(cancellationToken);
            await target.SettleLogAsync(lanes, all, keys, trimmed, journal.StartedMs, cancellationToken);
            journal.LanesDone = true;
            await target.WriteJournalAsync(journal, cancellationToken);
        }
    }

    private async Task CopyRecordsAsync(ProducerLane[] lanes, CancellationToken cancellationToken)
    {
        Cursor[] cursors = [.. lanes.Select((lane, partition) => new Cursor(source, partition, ReadBytes(partitions: lanes.Length), lane))];
        foreach (Cursor cursor in cursors)
        {
            ProducerPosition? at = await target.Log.GetProducerAsync(cursor.Lane, cancellationToken);
            await cursor.SkipAsync(at?.DurableSequence ?? 0, cancellationToken);
            _copied += (long)(at?.DurableSequence ?? 0);
        }

        while (cursors.Min(static cursor => cursor.NextMs) is { } first)
        {
            long end = ((first / DayMs) + 1) * DayMs;
            foreach (Cursor cursor in cursors)
            {
                await CopyDayAsync(cursor, end, cancellationToken);
            }
        }

        target.SetClock(null);
    }

    // Every partition is read ahead; together they stay within bounds.
    private int ReadBytes(int partitions) => Math.Max(1, options.ReadBytes / partitions);

    private async Task CopyDayAsync(Cursor cursor, long endMs, CancellationToken cancellationToken)
    {
        List<Task<AppendResult>> under = [];
        while (cursor.NextMs is { } ms && ms < endMs)
        {
            (LogEntry entry, ulong sequence) = await cursor.TakeAsync(cancellationToken);

            // No later than when the copy began: the target's own appends come after it.
            target.SetClock(Math.Min(ms, Math.Max(journal.StartedMs, endMs - DayMs)));
            under.Add(target.Log.AppendAsync(new AppendEntry(cursor.Lane, sequence, entry.Record, 0, 0, default), cancellationToken).AsTask());
            if (under.Count >= options.AppendsAtOnce)
            {
                await EndAsync(under);
            }
        }

        await EndAsync(under);
    }

    private async Task EndAsync(List<Task<AppendResult>> under)
    {
        foreach (AppendResult result in await Task.WhenAll(under))
        {
            if (result.Outcome is not (AppendOutcome.Appended or AppendOutcome.Duplicate))
            {
                throw new StoreCopyException($"The target's log stands at {result.DurableSequence} where the copy does not; somebody else wrote to it.");
            }
        }

        _copied += under.Count;
        under.Clear();
        progress?.Report(new StoreProgress("records", _copied, 0, "records"));
    }

    /// <summary>Where the copy of a partition is.</summary>
    private sealed class Cursor(ICopyEnd source, int partition, int readBytes, ProducerLane lane)
    {
        private readonly Queue<LogEntry> _ahead = new();
        private LogPosition _read = LogPosition.Start;
        private ulong _sequence;

        public ProducerLane Lane { get; } = lane;

        /// <summary>When the next record was appended; null at the end. Known after <see cref="SkipAsync"/>.</summary>
        public long? NextMs => _ahead.TryPeek(out LogEntry next) ? source.AppendedMs(next.Position) : null;

        public async Task SkipAsync(ulong records, CancellationToken cancellationToken)
        {
            await FillAsync(cancellationToken);
            while (_sequence < records)
            {
                if (_ahead.Count == 0)
                {
                    throw new StoreCopyException($"The target has {records} records of partition {partition}, more than the source.");
                }

                await TakeAsync(cancellationToken);
            }
        }

        public async Task<(LogEntry Entry, ulong Sequence)> TakeAsync(CancellationToken cancellationToken)
        {
            LogEntry entry = _ahead.Dequeue();
            _sequence++;
            await FillAsync(cancellationToken);
            return (entry, _sequence);
        }

        private async Task FillAsync(CancellationToken cancellationToken)
        {
            if (_ahead.Count > 0)
            {
                return;
            }

            foreach (LogEntry entry in await source.Log.ReadAsync(partition, _read, readBytes, cancellationToken))
            {
                _ahead.Enqueue(entry);
                _read = entry.Position;
            }
        }
    }
}
