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
    /// <summary>Statements that bring a file of an older layout to the next one: the first from layout 1 to 2, and so on.</summary>
    public IReadOnlyList<string> Upgrades { get; init; } = [];

    /// <summary>True when pages that were freed are given back to the file system (auto_vacuum incremental); default false.</summary>
    public bool GivesBack { get; init; }

    /// <summary>Size of a page of new files, in bytes; default 16 KB.</summary>
    public int PageSize { get; init; } = 16384;

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

    /// <summary>The layout of a file that was checked.</summary>
    public static long VersionOf(SqliteSession session) => session.Number("PRAGMA user_version") ?? 0;

    /// <summary>Brings a checked file of an older layout to this one, whole or not at all.</summary>
    public void Upgrade(SqliteSession writer)
    {
        long version = VersionOf(writer);
        if (version >= Version)
        {
            return;
        }

        writer.Begin();
        try
        {
            foreach (string step in Upgrades.Skip((int)version - 1))
            {
                writer.Run(step);
            }

            writer.Run(FormattableString.Invariant($"PRAGMA user_version={Version}"));
            writer.Commit();
        }
        catch
        {
            writer.TryRollback();
            throw;
        }
    }
}
