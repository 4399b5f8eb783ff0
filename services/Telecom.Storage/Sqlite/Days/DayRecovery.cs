using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// Brings a day's index to where its records are, at every opening. The index may be behind: it is not synced with each group, and lanes
/// are folded into it once for many. What the records have beyond the last fold is read again, group by group, up to the first that is
/// not whole. A group that the index knows and that is not whole was acknowledged and is damaged, and that is refused; one that it does
/// not know was never acknowledged, or the index lost it, and it counts either way.
/// </summary>
internal static class DayRecovery
{
    /// <summary>Recovers.</summary>
    /// <returns>Where the next group begins, and the id of its first record.</returns>
    /// <exception cref="StoreFileException">A part that was acknowledged is damaged.</exception>
    public static (long End, long NextId) Run(SqliteSession session, RecordFile records, LogDay day, LogIdentity identity)
    {
        long folded = session.Number("SELECT value FROM meta WHERE key = 'folded'") ?? 0;
        long nextId = session.Number("SELECT value FROM meta WHERE key = 'folded_next'") ?? 1;
        long known = KnownEnd(session, folded);
        if (records.Length < known)
        {
            throw SqliteErrors.Damaged(records.Path, $"it has {records.Length} bytes of {known}");
        }

        List<GroupFrame> groups = [];
        long end = folded;
        while (GroupFrame.TryRead(records, end, nextId, identity) is { } group)
        {
            groups.Add(group);
            end = group.End;
            nextId += group.Records;
        }

        if (end < known)
        {
            throw SqliteErrors.Damaged(records.Path, $"the group at byte {end} is not what was written");
        }

        WriteAgain(records, groups.Where(group => group.Start >= known));
        if (records.Length > end)
        {
            records.Truncate(end);
        }

        if (groups.Count > 0)
        {
            Apply(session, groups, folded, end, nextId, day, identity);
        }

        if (DayIndex.Last(session) != nextId - 1)
        {
            throw SqliteErrors.Damaged(session.File, FormattableString.Invariant($"it has {DayIndex.Last(session)} records of {nextId - 1}"));
        }

        return (end, nextId);
    }

    /// <summary>Says up to where the tables of lanes and partitions stand.</summary>
    public static void SetFolded(SqliteSession session, long end, long nextId, long lanes) =>
        session.Execute("REPLACE INTO meta(key, value) VALUES ('folded', $1), ('folded_next', $2), ('lanes', $3)", end, nextId, lanes);

    // After an fsync that failed the kernel takes the pages for clean and the next one succeeds without writing them
    // (https://wiki.postgresql.org/wiki/Fsync_Errors): what was never reported as synced is written anew.
    private static void WriteAgain(RecordFile records, IEnumerable<GroupFrame> unsynced)
    {
        bool any = false;
        foreach (GroupFrame group in unsynced)
        {
            group.WriteAgain(records);
            any = true;
        }

        if (any)
        {
            records.Sync();
        }
    }

    private static long KnownEnd(SqliteSession session, long folded)
    {
        using SqliteDataReader rows = session.Query($"SELECT {GroupIndex.Columns} FROM record_group ORDER BY id DESC LIMIT 1");
        return rows.Read() ? Math.Max(folded, GroupIndex.Read(rows, session.File).End) : folded;
    }

    private static void Apply(SqliteSession session, List<GroupFrame> groups, long folded, long end, long nextId, LogDay day, LogIdentity identity)
    {
        Dictionary<long, (ProducerLane Lane, LaneState State)> lanes = [];
        foreach ((ProducerLane lane, LaneState state) in ProducerTable.Read(session, identity))
        {
            lanes.Add(state.Id, (lane, state));
        }

        Dictionary<long, long> changed = [];
        session.Begin();
        session.Execute("DELETE FROM record_group WHERE start >= $1", folded);
        session.Execute("DELETE FROM content WHERE start >= $1", folded);
        foreach (GroupFrame group in groups)
        {
            Index(session, group);
            foreach (GroupEntry entry in group.Entries.Where(static entry => entry.Producer != 0))
            {
                (ProducerLane lane, LaneState before) = entry.Lane is { } defined
                    ? (defined, new LaneState(entry.Producer, entry.Partition, 0, 0, 0, 0))
                    : lanes.TryGetValue(entry.Producer, out (ProducerLane, LaneState) known)
                        ? known
                        : throw SqliteErrors.Damaged(session.File, $"producer {entry.Producer} is missing");
                lanes[entry.Producer] = (lane, before with
                {
                    Sequence = entry.Sequence,
                    Stored = before.Stored + (ulong)entry.Stored,
                    Refused = before.Refused + (ulong)entry.Refused,
                });
                changed[entry.Producer] = group.AppendedUs;
                Keep(session, group, entry, lane);
            }
        }

        foreach ((long id, long appendedUs) in changed)
        {
            ProducerTable.Write(session, lanes[id].Lane, lanes[id].State, appendedUs, day);
            session.Execute(
                """
                DELETE FROM outcome WHERE producer = $1
                AND sequence <= (SELECT sequence FROM outcome WHERE producer = $1 ORDER BY sequence DESC LIMIT 1 OFFSET $2)
                """,
                id, (long)DayFile.OutcomesPerLane);
        }

        SetFolded(session, end, nextId, lanes.Count);
        session.Commit();
    }

    private static void Index(SqliteSession session, GroupFrame group)
    {
        if (group.Records == 0)
        {
            return;
        }

        byte[] records = new byte[group.Records * GroupIndex.RecordBytes];
        int at = 0;
        foreach (GroupEntry entry in group.Entries.Where(static entry => entry.RecordBytes > 0))
        {
            GroupIndex.Write(records.AsSpan(at * GroupIndex.RecordBytes), entry.Partition, entry.RecordBytes, entry.RecordSum);
            PartitionLast.Write(session, entry.Partition, group.FirstId + at);
            at++;
        }

        new GroupIndex(group.FirstId, group.Start, group.End, group.AppendedUs, records).Insert(session);
    }

    private static void Keep(SqliteSession session, GroupFrame group, GroupEntry entry, ProducerLane lane)
    {
        if (entry.Outcome.Length > 0)
        {
            session.Execute(
                "REPLACE INTO outcome(producer, sequence, data, sum) VALUES ($1, $2, $3, $4)",
                entry.Producer, (long)entry.Sequence, entry.Outcome, (long)Crc32C.Of(entry.Outcome));
        }

        if (entry.Content.Length > 0)
        {
            DayContent.Insert(session, group.Start, lane.Agent, group.AppendedUs, entry.Content);
        }
    }
}
