using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>How far producer lanes were folded.</summary>
internal sealed class ProgressTable(NameTable names)
{
    private const string Columns = "epoch, lane, sequence, samples, too_late";

    /// <summary>Replaces the progress of lanes.</summary>
    public void Write(SqliteSession session, IReadOnlyList<LaneProgress> lanes)
    {
        foreach (LaneProgress lane in lanes)
        {
            session.Execute(
                """
                INSERT INTO progress(agent, epoch, lane, sequence, samples, too_late) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT(agent, epoch, lane)
                DO UPDATE SET sequence = excluded.sequence, samples = excluded.samples, too_late = excluded.too_late
                """,
                names.FindOrAdd(session, lane.Lane.Agent),
                lane.Lane.Epoch.ToBytes(),
                (long)lane.Lane.Lane,
                (long)lane.FoldedSequence,
                (long)lane.FoldedSamples,
                (long)lane.TooLateSamples);
        }
    }

    /// <summary>Progress of one lane; null when nothing of it was folded.</summary>
    public LaneProgress? Find(SqliteSession session, ProducerLane lane)
    {
        if (names.Find(session, lane.Agent) is not { } agent)
        {
            return null;
        }

        using SqliteDataReader row = session.Query(
            $"SELECT {Columns} FROM progress WHERE agent = $1 AND epoch = $2 AND lane = $3", agent, lane.Epoch.ToBytes(), (long)lane.Lane);
        return row.Read() ? Of(lane.Agent, row, session.File) : null;
    }

    /// <summary>Progress of lanes; those of which nothing was folded are absent.</summary>
    public Dictionary<ProducerLane, LaneProgress> Find(SqliteSession session, IReadOnlyCollection<ProducerLane> lanes)
    {
        Dictionary<ProducerLane, LaneProgress> found = new(lanes.Count);
        foreach (ProducerLane lane in lanes)
        {
            if (Find(session, lane) is { } progress)
            {
                found[lane] = progress;
            }
        }

        return found;
    }

    /// <summary>Progress of an agent's lanes, by epoch and lane.</summary>
    public List<LaneProgress> List(SqliteSession session, string name)
    {
        List<LaneProgress> lanes = [];
        if (names.Find(session, name) is not { } agent)
        {
            return lanes;
        }

        using SqliteDataReader rows = session.Query($"SELECT {Columns} FROM progress WHERE agent = $1 ORDER BY epoch, lane", agent);
        while (rows.Read())
        {
            lanes.Add(Of(name, rows, session.File));
        }

        return lanes;
    }

    private static LaneProgress Of(string agent, SqliteDataReader row, string file) =>
        SpoolEpoch.TryRead(row.GetFieldValue<byte[]>(0), out SpoolEpoch epoch)
            ? new LaneProgress(
                new ProducerLane(agent, epoch, (uint)row.GetInt64(1)), (ulong)row.GetInt64(2), (ulong)row.GetInt64(3), (ulong)row.GetInt64(4))
            : throw SqliteErrors.Damaged(file, $"a spool epoch of agent {agent} is not one");
}
