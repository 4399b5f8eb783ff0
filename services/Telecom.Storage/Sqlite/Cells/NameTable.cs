using System.Collections.Concurrent;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>
/// Numbers of names, remembered. A name never changes its number, so that what was once committed may be remembered for ever; what a
/// transaction adds is staged until it is final. Staging is for the one writer; finding is for everybody.
/// </summary>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _names = new();

    private readonly Dictionary<string, long> _staged = new(StringComparer.Ordinal);

    /// <summary>Number of a name; null when it has none. For sessions that see only what is committed.</summary>
    public long? Find(SqliteSession reader, string name)
    {
        if (_ids.TryGetValue(name, out long known))
        {
            return known;
        }

        long? id = Look(reader, name);
        if (id is { } found)
        {
            _ids[name] = found;
        }

        return id;
    }

    /// <summary>Number of a name, which gets one when it has none. Within a transaction that writes.</summary>
    public long FindOrAdd(SqliteSession writer, string name)
    {
        if (_ids.TryGetValue(name, out long known) || _staged.TryGetValue(name, out known))
        {
            return known;
        }

        if (Look(writer, name) is not { } id)
        {
            writer.Execute("INSERT INTO name(value) VALUES ($1)", name);
            id = writer.LastInsertedId();
        }

        _staged.Add(name, id);
        return id;
    }

    /// <summary>The writer's transaction ended: what it added is remembered, or forgotten.</summary>
    public void Ended(bool committed)
    {
        foreach ((string name, long id) in committed ? _staged : [])
        {
            _ids[name] = id;
            _names[id] = name;
        }

        _staged.Clear();
    }

    /// <summary>The name of a number that a committed row holds.</summary>
    public string NameOf(SqliteSession reader, long id)
    {
        if (_names.TryGetValue(id, out string? known))
        {
            return known;
        }

        string name = reader.Text("SELECT value FROM name WHERE id = $1", id)
            ?? throw SqliteErrors.Damaged(reader.File, $"name {id} is missing");
        return _names.GetOrAdd(id, name);
    }

    private static long? Look(SqliteSession session, string name) => session.Number("SELECT id FROM name WHERE value = $1", name);
}
