using System.Globalization;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Cells;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>
/// What must hold between the log and the cells: no partition is folded beyond what its log has, and nothing was removed from the log
/// that is not in the cells. Both move while services run, the log before the cells and its removals after them, so that what was
/// trimmed is read first, then how far the cells are, then the log's end.
/// </summary>
internal sealed class PositionChecks(string? logFolder, string? cellsFile, TimeSpan busyTimeout)
{
    private readonly SqliteStoreOptions _options = new SqliteSampleLogReaderOptions { Folder = logFolder ?? ".", BusyTimeout = busyTimeout };

    /// <summary>What does not fit.</summary>
    public IEnumerable<string> Run()
    {
        if (logFolder is null || cellsFile is null)
        {
            return [];
        }

        using DayReads log = DayReads.Open(_options);
        LogRange[] before = Ranges(log);
        Dictionary<int, LogPosition> folded;
        using (SqliteSession cells = SqliteSession.OpenReader(cellsFile, busyTimeout))
        {
            folded = LeaseTable.Positions(cells);
        }

        LogRange[] after = Ranges(log);
        return [.. Compare(folded, before, after), .. Days()];
    }

    private static LogRange[] Ranges(DayReads log) => [.. Enumerable.Range(0, log.Identity.Partitions).Select(log.Range)];

    private static IEnumerable<string> Compare(Dictionary<int, LogPosition> folded, LogRange[] before, LogRange[] after)
    {
        for (int partition = 0; partition < after.Length; partition++)
        {
            LogPosition position = folded.GetValueOrDefault(partition);
            if (position > after[partition].Last)
            {
                yield return $"partition {Text(partition)}: the cells are folded up to {Text(position)}, beyond the log's last record at {Text(after[partition].Last)}; "
                    + "new records before that position would never be folded";
            }

            if (position < before[partition].TrimmedTo)
            {
                yield return $"partition {Text(partition)}: the log is removed up to {Text(before[partition].TrimmedTo)}, and the cells are folded only up to {Text(position)}; "
                    + "the records in between are lost";
            }
        }

        foreach (int partition in folded.Keys.Where(partition => partition >= after.Length).Order())
        {
            yield return $"partition {Text(partition)}: the cells have it, and the log has only {Text(after.Length)} partitions";
        }
    }

    // One identity for all days, and no lane that a later day knows less of.
    private List<string> Days()
    {
        List<string> problems = [];
        LogIdentity? identity = null;
        Dictionary<string, long>? later = null;
        foreach (LogDay day in LogDay.In(logFolder!).Reverse())
        {
            using SqliteSession session = SqliteSession.OpenReader(Path.Combine(logFolder!, day.FileName), busyTimeout);
            LogIdentity own = LogIdentity.Of(session, day);
            identity ??= own;
            if (own != identity)
            {
                problems.Add($"'{day.FileName}' belongs to another log than the newest day");
            }

            Dictionary<string, long> lanes = Lanes(session);
            problems.AddRange(lanes
                .Where(lane => later is not null && later.TryGetValue(lane.Key, out long sequence) && sequence < lane.Value)
                .Select(lane => string.Create(CultureInfo.InvariantCulture, $"'{day.FileName}': lane {lane.Key} stands at {lane.Value} and a day later at {later![lane.Key]}")));
            later = lanes;
        }

        return problems;
    }

    private static Dictionary<string, long> Lanes(SqliteSession session)
    {
        Dictionary<string, long> lanes = new(StringComparer.Ordinal);
        using Microsoft.Data.Sqlite.SqliteDataReader rows = session.Query("SELECT agent || '#' || lower(hex(epoch)) || '/' || lane, sequence FROM producer");
        while (rows.Read())
        {
            lanes[rows.GetString(0)] = rows.GetInt64(1);
        }

        return lanes;
    }

    private static string Text(LogPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Major}/{position.Minor}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
