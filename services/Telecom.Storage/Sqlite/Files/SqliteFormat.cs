namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// What kind of file it is and how it is laid out, kept in the two fields that SQLite's header has for it (application_id and
/// user_version, https://www.sqlite.org/fileformat2.html sections 1.3.15 and 1.3.16).
/// </summary>
/// <param name="Kind">What to call it in messages.</param>
/// <param name="ApplicationId">Four ASCII letters as a big-endian number.</param>
/// <param name="Version">The layout that this program writes and reads.</param>
/// <param name="Tables">Statements that make the empty tables.</param>
internal sealed record SqliteFormat(string Kind, int ApplicationId, int Version, string Tables)
{
    /// <summary>Size of a page. 16 KB measured best for records of tens of kilobytes.</summary>
    public const int PageSize = 16384;

    /// <summary>Refuses a file of another kind or of a newer layout.</summary>
    /// <exception cref="StoreFileException">It is one, or it is damaged.</exception>
    public void Check(SqliteSession session)
    {
        long? kind = session.Number("PRAGMA application_id");
        long? version = session.Number("PRAGMA user_version");
        if (kind != ApplicationId)
        {
            throw new StoreFileException(
                session.File,
                StoreFileProblem.OtherKind,
                $"'{session.File}' is not a {Kind} file: its application id is {kind:x8}, not {ApplicationId:x8}.");
        }

        if (version > Version)
        {
            throw new StoreFileException(
                session.File,
                StoreFileProblem.NewerSchema,
                $"'{session.File}' has layout {version}; this version of the software reads layouts up to {Version}. Run the version that wrote it, or a newer one.");
        }

        if (version < 1)
        {
            throw SqliteErrors.Damaged(session.File, $"its layout version is {version}");
        }
    }
}
