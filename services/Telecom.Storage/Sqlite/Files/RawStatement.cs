using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// A prepared statement without the driver's boxes and copies, for the statements that run for every cell. Values are bound by place, from
/// 1. For the session's one thread.
/// </summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares a statement.</summary>
    public RawStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _statement), database);
    }

    /// <summary>Binds a number.</summary>
    public void Bind(int place, long value) => Check(raw.sqlite3_bind_int64(_statement, place, value));

    /// <summary>Binds bytes.</summary>
    public void Bind(int place, ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, place, 0) : raw.sqlite3_bind_blob(_statement, place, value));

    /// <summary>Runs it to its end and makes it ready for the next run.</summary>
    public void Run()
    {
        int code = raw.sqlite3_step(_statement);
        int again = raw.sqlite3_reset(_statement);
        Check(code is raw.SQLITE_DONE or raw.SQLITE_ROW ? again : code);
    }

    /// <summary>Goes to the next row; at the end it makes the statement ready for the next run.</summary>
    public bool Next()
    {
        int code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        int again = raw.sqlite3_reset(_statement);
        Check(code == raw.SQLITE_DONE ? again : code);
        return false;
    }

    /// <summary>Ends a run before its last row.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>A number of the row.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Bytes of the row, as a copy.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
