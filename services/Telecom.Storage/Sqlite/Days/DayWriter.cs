using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>Writes groups of appends to one day's file, each in one transaction. For one thread.</summary>
internal sealed class DayWriter(SqliteSession session, LogDay day, LogIdentity identity) : IDisposable
{
    /// <summary>The day.</summary>
    public LogDay Day { get; } = day;

    /// <summary>Its connection.</summary>
    public SqliteSession Session { get; } = session;

    /// <summary>The states of all lanes, as the file has them.</summary>
    public IEnumerable<KeyValuePair<ProducerLane, LaneState>> ReadLanes()
    {
        using SqliteDataReader rows = Session.Query("""
            SELECT p.id, p.agent, p.epoch, p.lane, p.sequence, p.stored, p.refused, (SELECT count(*) FROM outcome o WHERE o.producer = p.id)
            FROM producer p
            """);
        while (rows.Read())
        {
            if (!SpoolEpoch.TryRead(rows.GetFieldValue<byte[]>(2), out SpoolEpoch epoch))
            {
                throw SqliteErrors.Damaged(Session.File, $"the spool epoch of producer {rows.GetInt64(0)} is not one");
            }

            ProducerLane lane = new(rows.GetString(1), epoch, (uint)rows.GetInt64(3));
            yield return new(lane, new LaneState(
                rows.GetInt64(0),
                lane.PartitionOf(identity.Partitions),
                (ulong)rows.GetInt64(4),
                (ulong)rows.GetInt64(5),
                (ulong)rows.GetInt64(6),
                rows.GetInt32(7)));
        }
    }

    /// <summary>
    /// Appends a group in one transaction; when this returns it is durable. The states of its lanes are built up beside the committed
    /// ones, so that an exception leaves those as they were.
    /// </summary>
    public GroupResult Append(IReadOnlyList<PendingAppend> group, LaneTable committed, long nowUs)
    {
        AppendResult[] results = new AppendResult[group.Count];
        Dictionary<ProducerLane, LaneState> changes = [];
        long nextId = committed.NextId;
        int records = 0;
        long bytes = 0;
        Session.Begin();
        for (int i = 0; i < results.Length; i++)
        {
            AppendEntry entry = group[i].Entry;
            LaneState state = changes.GetValueOrDefault(entry.Lane)
                ?? committed.Find(entry.Lane)
                ?? new LaneState(nextId++, entry.Lane.PartitionOf(identity.Partitions), 0, 0, 0, 0);
            if (entry.Sequence <= state.Sequence)
            {
                results[i] = new AppendResult(AppendOutcome.Duplicate, state.Sequence, ReadOutcome(state, entry.Sequence));
                continue;
            }

            if (entry.Sequence != state.Sequence + 1)
            {
                results[i] = new AppendResult(AppendOutcome.Gap, state.Sequence, default);
                continue;
            }

            if (!entry.Record.IsEmpty)
            {
                Session.Execute("INSERT INTO record(partition, data) VALUES ($1, $2)", (long)state.Partition, Blob.Of(entry.Record));
                records++;
                bytes += entry.Record.Length;
            }

            changes[entry.Lane] = state with
            {
                Sequence = entry.Sequence,
                Stored = state.Stored + (ulong)entry.StoredSamples,
                Refused = state.Refused + (ulong)entry.RefusedSamples,
                Outcomes = KeepOutcome(state, entry),
            };
            results[i] = new AppendResult(AppendOutcome.Appended, entry.Sequence, default);
        }

        foreach ((ProducerLane lane, LaneState state) in changes)
        {
            WriteLane(lane, state, nowUs);
        }

        Session.Commit();
        return new GroupResult(results, changes, records, bytes);
    }

    public void Dispose() => Session.Dispose();

    private ReadOnlyMemory<byte> ReadOutcome(LaneState state, ulong sequence)
    {
        if (state.Outcomes == 0)
        {
            return default;
        }

        using SqliteDataReader row = Session.Query("SELECT data FROM outcome WHERE producer = $1 AND sequence = $2", state.Id, (long)sequence);
        return row.Read() ? row.GetFieldValue<byte[]>(0) : default(ReadOnlyMemory<byte>);
    }

    private int KeepOutcome(LaneState state, AppendEntry entry)
    {
        if (entry.Outcome.IsEmpty)
        {
            return state.Outcomes;
        }

        Session.Execute("INSERT INTO outcome(producer, sequence, data) VALUES ($1, $2, $3)", state.Id, (long)entry.Sequence, Blob.Of(entry.Outcome));
        if (state.Outcomes < DayFile.OutcomesPerLane)
        {
            return state.Outcomes + 1;
        }

        Session.Execute("DELETE FROM outcome WHERE producer = $1 AND sequence = (SELECT min(sequence) FROM outcome WHERE producer = $1)", state.Id);
        return state.Outcomes;
    }

    private void WriteLane(ProducerLane lane, LaneState state, long nowUs)
    {
        if (Session.Execute(
            "UPDATE producer SET sequence = $2, stored = $3, refused = $4, appended_us = $5 WHERE id = $1",
            state.Id, (long)state.Sequence, (long)state.Stored, (long)state.Refused, nowUs) > 0)
        {
            return;
        }

        Session.Execute(
            "INSERT INTO producer(id, agent, epoch, lane, sequence, stored, refused, appended_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            state.Id, lane.Agent, lane.Epoch.ToBytes(), (long)lane.Lane, (long)state.Sequence, (long)state.Stored, (long)state.Refused, nowUs);
    }
}
