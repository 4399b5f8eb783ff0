using System.Text;
using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>The lanes of a day's file, each row with a checksum: a lane that stands at a wrong number would lose batches or double them.</summary>
internal static class ProducerTable
{
    /// <summary>All lanes.</summary>
    public static IEnumerable<KeyValuePair<ProducerLane, LaneState>> Read(SqliteSession session, LogIdentity identity)
    {
        long count = 0;
        using SqliteDataReader rows = session.Query("""
            SELECT p.id, p.agent, p.epoch, p.lane, p.sequence, p.stored, p.refused, p.appended_us, p.day, p.sum,
              (SELECT count(*) FROM outcome o WHERE o.producer = p.id)
            FROM producer p
            """);
        while (rows.Read())
        {
            if (!SpoolEpoch.TryRead(rows.GetFieldValue<byte[]>(2), out SpoolEpoch epoch))
            {
                throw SqliteErrors.Damaged(session.File, $"the spool epoch of producer {rows.GetInt64(0)} is not one");
            }

            ProducerLane lane = new(rows.GetString(1), epoch, (uint)rows.GetInt64(3));
            LaneState state = new(
                rows.GetInt64(0), lane.PartitionOf(identity.Partitions), (ulong)rows.GetInt64(4), (ulong)rows.GetInt64(5), (ulong)rows.GetInt64(6), rows.GetInt32(10));
            if (!rows.IsDBNull(9) && rows.GetInt64(9) != Sum(lane, state, rows.GetInt64(7), rows.GetInt64(8)))
            {
                throw SqliteErrors.Damaged(session.File, $"the state of lane {lane} is not what was written");
            }

            count++;
            yield return new(lane, state);
        }

        if (session.Number("SELECT value FROM meta WHERE key = 'lanes'") is { } lanes && lanes != count)
        {
            throw SqliteErrors.Damaged(session.File, $"it has {count} lanes of {lanes}");
        }
    }

    /// <summary>Writes a lane.</summary>
    public static void Write(SqliteSession session, ProducerLane lane, LaneState state, long appendedUs, LogDay day) =>
        session.Execute(
            """
            INSERT INTO producer(id, agent, epoch, lane, sequence, stored, refused, appended_us, day, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT(id) DO UPDATE SET sequence = $5, stored = $6, refused = $7, appended_us = $8, day = $9, sum = $10
            """,
            state.Id, lane.Agent, lane.Epoch.ToBytes(), (long)lane.Lane, (long)state.Sequence, (long)state.Stored, (long)state.Refused, appendedUs, day.Number,
            (long)Sum(lane, state, appendedUs, day.Number));

    private static uint Sum(ProducerLane lane, LaneState state, long appendedUs, long day)
    {
        uint sum = Crc32C.Of(lane.Epoch.ToBytes(), Crc32C.Of(Encoding.UTF8.GetBytes(lane.Agent)));
        foreach (long number in (ReadOnlySpan<long>)[state.Id, lane.Lane, (long)state.Sequence, (long)state.Stored, (long)state.Refused, appendedUs, day])
        {
            sum = Crc32C.Of(number, sum);
        }

        return sum;
    }
}
