using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// Writes groups of appends to one day: a group to the file of records, one sync, a row to the index. For one thread. An instance that
/// threw is done with: <see cref="DayRecovery"/> finds out what became of its last group.
/// </summary>
internal sealed class DayWriter : IDisposable
{
    // Lanes are written to the index once for many groups, and what was not yet written is read from the records at the next opening:
    // these bound that reading and the time of one fold.
    private const int FoldGroups = 1024;
    private const int FoldLanes = 4096;
    private const long FoldBytes = 256L << 20;

    private readonly LogIdentity _identity;
    private readonly RecordFile _records;
    private readonly GroupBuilder _builder;
    private readonly Dictionary<ProducerLane, (LaneState State, long AppendedUs)> _dirty = [];
    private readonly Dictionary<int, long> _lasts = [];
    private readonly long _keepCached;
    private int _groups;
    private long _foldedTo;

    /// <summary>For a day that was recovered.</summary>
    public DayWriter(SqliteSession session, RecordFile records, LogDay day, LogIdentity identity, (long End, long NextId) at, long keepCached = 0)
    {
        _keepCached = keepCached;
        Session = session;
        Day = day;
        _records = records;
        _identity = identity;
        _builder = new GroupBuilder(identity);
        (End, NextId) = at;
        _foldedTo = at.End;
    }

    /// <summary>The day.</summary>
    public LogDay Day { get; }

    /// <summary>Its connection.</summary>
    public SqliteSession Session { get; }

    /// <summary>Where the next group begins.</summary>
    public long End { get; private set; }

    /// <summary>Id of the next record.</summary>
    public long NextId { get; private set; }

    /// <summary>The states of all lanes, as the file has them.</summary>
    public IEnumerable<KeyValuePair<ProducerLane, LaneState>> ReadLanes() => ProducerTable.Read(Session, _identity);

    /// <summary>
    /// Appends a group; when this returns it is durable. The states of its lanes are built up beside the committed ones, so that an
    /// exception leaves those as they were.
    /// </summary>
    public GroupResult Append(IReadOnlyList<PendingAppend> group, LaneTable committed, ContentIndex content, long nowUs)
    {
        AppendResult[] results = new AppendResult[group.Count];
        Dictionary<ProducerLane, LaneState> changes = new(group.Count);
        long nextLane = committed.NextId;

        // The lock of the index first: when somebody else has it, nothing was written.
        Session.Begin();
        _builder.Begin();
        for (int i = 0; i < results.Length; i++)
        {
            AppendEntry entry = group[i].Entry;
            LaneState state = changes.GetValueOrDefault(entry.Lane)
                ?? committed.Find(entry.Lane)
                ?? new LaneState(nextLane++, entry.Lane.PartitionOf(_identity.Partitions), 0, 0, 0, 0);
            if (entry.Sequence <= state.Sequence)
            {
                results[i] = new AppendResult(AppendOutcome.Duplicate, state.Sequence, ReadOutcome(state, entry.Sequence));
            }
            else if (entry.Sequence != state.Sequence + 1)
            {
                results[i] = new AppendResult(AppendOutcome.Gap, state.Sequence, default);
            }
            else if (entry.ContentKeys.Count > 0 && content.Find(entry.Lane.Agent, entry.ContentKeys, nowUs) is { Count: > 0 } known)
            {
                results[i] = new AppendResult(AppendOutcome.KnownContent, state.Sequence, default) { KnownKeys = known };
            }
            else
            {
                changes[entry.Lane] = Take(entry, state, content);
                results[i] = new AppendResult(AppendOutcome.Appended, entry.Sequence, default);
            }
        }

        if (changes.Count > 0)
        {
            IReadOnlyList<ReadOnlyMemory<byte>> buffers = _builder.Finish(End, NextId, nowUs);
            _records.Write(buffers, End);
            _records.Sync();
            if (_builder.Records > 0)
            {
                new GroupIndex(NextId, End, End + _builder.Bytes, nowUs, _builder.Index.ToArray()).Insert(Session);
            }
        }

        Session.Commit();
        if (changes.Count > 0)
        {
            Moved(changes, nowUs);
        }

        return new GroupResult(results, changes, _builder.Records, _builder.RecordBytes);
    }

    /// <summary>Writes to the index what it does not have yet, when that is much.</summary>
    public void FoldIfDue(int lanes)
    {
        if (_groups >= FoldGroups || _dirty.Count >= FoldLanes || End - _foldedTo >= FoldBytes)
        {
            Fold(lanes);
        }
    }

    /// <summary>Writes to the index what it does not have yet: the lanes and where the partitions end.</summary>
    /// <param name="lanes">Number of all lanes.</param>
    public void Fold(int lanes)
    {
        if (_groups == 0)
        {
            return;
        }

        Session.Begin();
        foreach ((ProducerLane lane, (LaneState state, long appendedUs)) in _dirty)
        {
            ProducerTable.Write(Session, lane, state, appendedUs, Day);
        }

        foreach ((int partition, long last) in _lasts)
        {
            PartitionLast.Write(Session, partition, last);
        }

        DayRecovery.SetFolded(Session, End, NextId, lanes);
        Session.Commit();
        _dirty.Clear();
        _lasts.Clear();
        _groups = 0;
        _foldedTo = End;
    }

    public void Dispose()
    {
        Session.Dispose();
        _records.Dispose();
    }

    private LaneState Take(AppendEntry entry, LaneState state, ContentIndex content)
    {
        if (entry.ContentKeys.Count > 0)
        {
            DayContent.Insert(Session, End, entry.Lane.Agent, content.NowUs, ContentKeys.ToBytes(entry.ContentKeys));
            content.Stage(entry.Lane.Agent, entry.ContentKeys);
        }

        _builder.Add(
            state.Id,
            state.Sequence == 0 ? entry.Lane : null,
            state.Partition,
            entry.Sequence,
            entry.StoredSamples,
            entry.RefusedSamples,
            entry.Record,
            entry.Outcome.Span,
            entry.ContentKeys);
        return state with
        {
            Sequence = entry.Sequence,
            Stored = state.Stored + (ulong)entry.StoredSamples,
            Refused = state.Refused + (ulong)entry.RefusedSamples,
            Outcomes = KeepOutcome(state, entry),
        };
    }

    private void Moved(Dictionary<ProducerLane, LaneState> changes, long nowUs)
    {
        foreach ((ProducerLane lane, LaneState state) in changes)
        {
            _dirty[lane] = (state, nowUs);
        }

        ReadOnlySpan<byte> index = _builder.Index;
        for (int i = 0; i < _builder.Records; i++)
        {
            _lasts[System.Buffers.Binary.BinaryPrimitives.ReadUInt16LittleEndian(index[(i * GroupIndex.RecordBytes)..])] = NextId + i;
        }

        End += _builder.Bytes;
        _records.Forget(End, _keepCached);
        NextId += _builder.Records;
        _groups++;
    }

    private ReadOnlyMemory<byte> ReadOutcome(LaneState state, ulong sequence)
    {
        if (state.Outcomes == 0)
        {
            return default;
        }

        using SqliteDataReader row = Session.Query("SELECT data, sum FROM outcome WHERE producer = $1 AND sequence = $2", state.Id, (long)sequence);
        if (!row.Read())
        {
            return default;
        }

        byte[] data = row.GetFieldValue<byte[]>(0);
        return row.IsDBNull(1) || Crc32C.Of(data) == row.GetInt64(1)
            ? data
            : throw SqliteErrors.Damaged(Session.File, $"the outcome of batch {sequence} of producer {state.Id} is not what was written");
    }

    private int KeepOutcome(LaneState state, AppendEntry entry)
    {
        if (entry.Outcome.IsEmpty)
        {
            return state.Outcomes;
        }

        Session.Execute(
            "INSERT INTO outcome(producer, sequence, data, sum) VALUES ($1, $2, $3, $4)",
            state.Id, (long)entry.Sequence, Blob.Of(entry.Outcome), (long)Crc32C.Of(entry.Outcome.Span));
        if (state.Outcomes < DayFile.OutcomesPerLane)
        {
            return state.Outcomes + 1;
        }

        Session.Execute("DELETE FROM outcome WHERE producer = $1 AND sequence = (SELECT min(sequence) FROM outcome WHERE producer = $1)", state.Id);
        return state.Outcomes;
    }
}
