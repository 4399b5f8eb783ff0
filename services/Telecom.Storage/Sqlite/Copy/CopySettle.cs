using Telecom.Sla.Domain.Names;
using Telecom.Storage.Copy;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>Puts lanes, outcomes and content keys into the newest day of a closed log, in one transaction.</summary>
internal static class CopySettle
{
    private const long DayUs = 86_400_000_000;

    /// <summary>Runs it; it may be repeated.</summary>
    public static void Run(
        string folder, IReadOnlyCollection<ProducerLane> through, IReadOnlyList<CopiedLane> lanes, IReadOnlyList<CopiedKey> keys, IReadOnlyList<bool> trimmed)
    {
        LogDay newest = LogDay.In(folder)[^1];
        LogDay oldest = LogDay.In(folder)[0];
        SqliteSampleLogOptions options = new() { Folder = folder };
        using SqliteSession session = SqliteFile.OpenWriter(Path.Combine(folder, newest.FileName), DayFile.Format, options, syncEveryWrite: true);
        LogIdentity identity = LogIdentity.Of(session, newest);
        session.Begin();
        Remove(session, through);
        HashSet<ProducerLane> there = [.. ProducerTable.Read(session, identity).Select(static lane => lane.Key)];
        long id = (session.Number("SELECT max(id) FROM producer") ?? 0) + 1;
        foreach (CopiedLane lane in lanes.Where(lane => !there.Contains(lane.Position.Lane)))
        {
            Write(session, id++, lane, identity);
        }

        session.Execute("DELETE FROM content");
        foreach (IGrouping<(string Agent, long Ms), CopiedKey> group in keys.GroupBy(static key => (key.Agent, key.AppendedMs)).OrderBy(static group => group.Key.AppendedMs))
        {
            DayContent.Insert(session, 0, group.Key.Agent, group.Key.Ms * 1000, ContentKeys.ToBytes([.. group.Select(static key => key.Key)]));
        }

        for (int partition = 0; partition < trimmed.Count; partition++)
        {
            if (trimmed[partition])
            {
                // Before the first record of the oldest day.
                session.Execute("REPLACE INTO trimmed(partition, major, minor) VALUES ($1, $2, 0)", (long)partition, oldest.Number);
            }
        }

        session.Execute("REPLACE INTO meta(key, value) SELECT 'lanes', count(*) FROM producer");
        session.Commit();
    }

    // No lane is there before the copy's own are gone, so that whoever finds them missing knows that the rest is there too.
    private static void Remove(SqliteSession session, IReadOnlyCollection<ProducerLane> through)
    {
        foreach (ProducerLane lane in through)
        {
            session.Execute("DELETE FROM producer WHERE agent = $1 AND epoch = $2 AND lane = $3", lane.Agent, lane.Epoch.ToBytes(), (long)lane.Lane);
        }

        session.Execute("UPDATE meta SET value = (SELECT count(*) FROM producer) WHERE key = 'lanes'");
    }

    private static void Write(SqliteSession session, long id, CopiedLane lane, LogIdentity identity)
    {
        foreach ((ulong sequence, byte[] data) in lane.Outcomes)
        {
            session.Execute("REPLACE INTO outcome(producer, sequence, data, sum) VALUES ($1, $2, $3, $4)", id, (long)sequence, data, (long)Crc32C.Of(data));
        }

        Log.ProducerPosition at = lane.Position;
        LaneState state = new(
            id, at.Lane.PartitionOf(identity.Partitions), at.DurableSequence, at.StoredSamples, at.RefusedSamples, lane.Outcomes.Count);
        long appendedUs = lane.AppendedMs * 1000;
        ProducerTable.Write(session, at.Lane, state, appendedUs, new LogDay(Math.Max(0, appendedUs / DayUs)));
    }
}
