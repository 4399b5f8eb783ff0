using Microsoft.Data.Sqlite;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// One connection with its prepared statements, for one thread at a time. Parameters are $1, $2, … in the order of the values.
/// Pooling is off, because closing must really close: days are unlinked and failed connections are replaced.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RawStatement> _raw = new(StringComparer.Ordinal);

    private SqliteSession(string file, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        File = file;
        // The driver's own wait (1 s, its least) sleeps 150 ms at a time; SQLite's busy_timeout goes first and is finer.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            _connection.Open();
            Run(FormattableString.Invariant($"PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}; PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;"));
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>Opens an existing file to read from it.</summary>
    public static SqliteSession OpenReader(string file, TimeSpan busyTimeout) => new(file, SqliteOpenMode.ReadOnly, busyTimeout);

    /// <summary>Opens an existing file to write to it.</summary>
    public static SqliteSession OpenExisting(string file, TimeSpan busyTimeout) => new(file, SqliteOpenMode.ReadWrite, busyTimeout);

    /// <summary>Makes a new file; see <see cref="SqliteFile.Create"/>.</summary>
    public static SqliteSession OpenNew(string file, TimeSpan busyTimeout) => new(file, SqliteOpenMode.ReadWriteCreate, busyTimeout);

    /// <summary>Runs statements once, without keeping them.</summary>
    public void Run(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a prepared statement; the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>Runs a prepared query; the caller disposes the reader.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object> values) => Command(sql, values).ExecuteReader();

    /// <summary>The first column of the first row as an integer; null when there is no row or it is NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<object> values) => Command(sql, values).ExecuteScalar() as long?;

    /// <summary>The first column of the first row as text; null when there is no row or it is NULL.</summary>
    public string? Text(string sql, params ReadOnlySpan<object> values) => Command(sql, values).ExecuteScalar() as string;

    /// <summary>The id of the row that this session inserted last.</summary>
    public long LastInsertedId() => SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle!);

    /// <summary>A statement that runs very often, prepared once.</summary>
    public RawStatement Raw(string sql)
    {
        if (!_raw.TryGetValue(sql, out RawStatement? statement))
        {
            _raw.Add(sql, statement = new RawStatement(_connection.Handle!, sql));
        }

        return statement;
    }

    /// <summary>Begins a transaction that writes, so that it waits for its turn at once and never fails half-way for being late.</summary>
    public void Begin() => Raw("BEGIN IMMEDIATE").Run();

    /// <summary>Begins a transaction that reads; its first statement chooses what it sees.</summary>
    public void BeginRead() => Raw("BEGIN").Run();

    /// <summary>Makes the transaction final.</summary>
    public void Commit() => Raw("COMMIT").Run();

    /// <summary>Undoes the transaction; false when even that failed and the session must be closed.</summary>
    public bool TryRollback()
    {
        try
        {
            // A full disk or an I/O error may have ended the transaction already (sqlite3_get_autocommit).
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
            {
                Execute("ROLLBACK");
            }

            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        foreach (RawStatement statement in _raw.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i + 1}") });
            }

            _commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
