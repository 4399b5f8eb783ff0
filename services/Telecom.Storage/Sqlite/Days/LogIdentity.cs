using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>What all day files of one log have in common, and each of them states.</summary>
/// <param name="Id">Random, made with the log.</param>
/// <param name="Partitions">Number of partitions, fixed when the log is made.</param>
internal sealed record LogIdentity(string Id, int Partitions)
{
    /// <summary>Reads and checks a day file's statement.</summary>
    /// <exception cref="StoreFileException">It is no day file, is damaged, or is not the file of that day.</exception>
    /// <exception cref="StoreUnavailableException">It has an older layout, which the log's writer changes when it is opened.</exception>
    public static LogIdentity Of(SqliteSession session, LogDay day)
    {
        LogIdentity identity = OfAnyLayout(session, day);
        return SqliteFormat.VersionOf(session) == DayFile.Format.Version
            ? identity
            : throw new StoreUnavailableException($"'{session.File}' has an older layout; the log's writer brings it up to date when it is opened.", TimeSpan.FromSeconds(1));
    }

    /// <summary>Reads and checks the statement of a day file whose layout may be older.</summary>
    public static LogIdentity OfAnyLayout(SqliteSession session, LogDay day)
    {
        DayFile.Format.Check(session);
        string? id = session.Text("SELECT value FROM meta WHERE key='log'");
        long? partitions = session.Number("SELECT value FROM meta WHERE key='partitions'");
        long? number = session.Number("SELECT value FROM meta WHERE key='day'");
        if (id is null || partitions is not (> 0 and <= int.MaxValue) || number is null)
        {
            throw SqliteErrors.Damaged(session.File, "its meta table is incomplete");
        }

        if (number != day.Number)
        {
            throw new StoreFileException(
                session.File,
                StoreFileProblem.Mismatch,
                $"'{session.File}' holds the day of '{new LogDay(number.Value).FileName}'; somebody renamed it.");
        }

        return new LogIdentity(id, (int)partitions);
    }

    /// <summary>Refuses a day file of another log.</summary>
    public void Require(SqliteSession session, LogDay day)
    {
        LogIdentity found = Of(session, day);
        if (found != this)
        {
            throw new StoreFileException(
                session.File,
                StoreFileProblem.Mismatch,
                $"'{session.File}' belongs to log {found.Id} with {found.Partitions} partitions, the others in its folder to log {Id} with {Partitions}.");
        }
    }
}
