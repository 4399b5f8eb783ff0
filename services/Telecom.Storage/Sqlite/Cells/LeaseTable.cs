using System.Globalization;
using Microsoft.Data.Sqlite;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>Who may fold a partition, and how far it was folded. Every method runs within a transaction; what it tells holds in all of it.</summary>
internal static class LeaseTable
{
    /// <summary>Takes or renews a lease; null when another owner holds it.</summary>
    public static PartitionLease? Acquire(SqliteSession session, int partition, Guid owner, long durationUs, long nowUs)
    {
        if (Read(session, partition) is not { } row)
        {
            session.Execute(
                "INSERT INTO partition(id, owner, expires_us, duration_us, fence, major, minor) VALUES ($1, $2, $3, $4, 1, 0, 0)",
                (long)partition, Key(owner), nowUs + durationUs, durationUs);
            return new PartitionLease(partition, owner, 1, LogPosition.Start);
        }

        if (row.Owner != owner && row.Owner is not null && IsHeld(row, nowUs))
        {
            return null;
        }

        long fence = row.Owner == owner ? row.Fence : row.Fence + 1;
        session.Execute(
            "UPDATE partition SET owner = $2, expires_us = $3, duration_us = $4, fence = $5 WHERE id = $1",
            (long)partition, Key(owner), nowUs + durationUs, durationUs, fence);
        return new PartitionLease(partition, owner, fence, row.Position);
    }

    /// <summary>Gives a lease back, if it is still held.</summary>
    public static void Release(SqliteSession session, PartitionLease lease) =>
        session.Execute(
            "UPDATE partition SET owner = NULL WHERE id = $1 AND owner = $2 AND fence = $3", (long)lease.Partition, Key(lease.Owner), lease.Fence);

    /// <summary>
    /// Moves a partition's position if the lease is its newest and the position is the expected one. An expired lease that nobody took
    /// over is good: the fence alone keeps stale owners out, whatever the clocks say.
    /// </summary>
    public static bool TryMove(SqliteSession session, PartitionLease lease, LogPosition expected, LogPosition next) =>
        session.Execute(
            """
            UPDATE partition SET major = $6, minor = $7
            WHERE id = $1 AND owner = $2 AND fence = $3 AND major = $4 AND minor = $5
            """,
            (long)lease.Partition, Key(lease.Owner), lease.Fence, expected.Major, expected.Minor, next.Major, next.Minor) == 1;

    /// <summary>True when the lease is its partition's newest and the position is the expected one.</summary>
    public static bool IsAt(SqliteSession session, PartitionLease lease, LogPosition expected) =>
        session.Number(
            "SELECT 1 FROM partition WHERE id = $1 AND owner = $2 AND fence = $3 AND major = $4 AND minor = $5",
            (long)lease.Partition, Key(lease.Owner), lease.Fence, expected.Major, expected.Minor) == 1;

    /// <summary>Up to where every partition that was ever leased is folded.</summary>
    public static Dictionary<int, LogPosition> Positions(SqliteSession session)
    {
        Dictionary<int, LogPosition> positions = [];
        using SqliteDataReader rows = session.Query("SELECT id, major, minor FROM partition");
        while (rows.Read())
        {
            positions.Add(rows.GetInt32(0), new LogPosition(rows.GetInt64(1), rows.GetInt64(2)));
        }

        return positions;
    }

    // After a clock stepped far back a dead owner's lease would hold for hours: what has more left than twice its duration is not believed.
    private static bool IsHeld(Row row, long nowUs) => row.ExpiresUs > nowUs && row.ExpiresUs - nowUs <= 2 * row.DurationUs;

    private static Row? Read(SqliteSession session, int partition)
    {
        using SqliteDataReader rows = session.Query(
            "SELECT owner, expires_us, duration_us, fence, major, minor FROM partition WHERE id = $1", (long)partition);
        if (!rows.Read())
        {
            return null;
        }

        return new Row(
            rows.IsDBNull(0) ? null : Guid.Parse(rows.GetString(0), CultureInfo.InvariantCulture),
            rows.GetInt64(1),
            rows.GetInt64(2),
            rows.GetInt64(3),
            new LogPosition(rows.GetInt64(4), rows.GetInt64(5)));
    }

    private static string Key(Guid owner) => owner.ToString("D");

    private readonly record struct Row(Guid? Owner, long ExpiresUs, long DurationUs, long Fence, LogPosition Position);
}
