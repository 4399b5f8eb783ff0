using Microsoft.Data.Sqlite;

namespace Telecom.Storage.Tests.Support;

/// <summary>A connection beside the store's own, as a tool or a stray program would have it.</summary>
public sealed class RawSqlite : IDisposable
{
    private readonly SqliteConnection _connection;

    public RawSqlite(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
        _connection.Open();
    }

    public object? Run(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _connection.Dispose();
}
