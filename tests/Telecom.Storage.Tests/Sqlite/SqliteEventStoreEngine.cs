using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Events;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Contracts;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>The embedded engine's event store in a folder of its own, or in one that the test gives.</summary>
public sealed class SqliteEventStoreEngine(string? folder = null) : IEventStoreEngine
{
    private readonly TempFolder _temp = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    public SqliteEventStoreOptions Options => field ??= new SqliteEventStoreOptions
    {
        Folder = folder ?? _temp.Path,
        BusyTimeout = TimeSpan.FromSeconds(1),
    };

    public async Task<IEventStore> OpenAsync() => await SqliteEventStore.OpenAsync(Options, Time, NullLogger.Instance, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _temp.Dispose();
        return ValueTask.CompletedTask;
    }
}
