using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Contracts;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>The embedded engine's measurement store in a folder of its own, or in one that the test gives.</summary>
public sealed class SqliteMeasurementStoreEngine(string? folder = null) : IMeasurementStoreEngine
{
    private readonly TempFolder _temp = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    public SqliteMeasurementStoreOptions Options => field ??= new SqliteMeasurementStoreOptions
    {
        Folder = folder ?? _temp.Path,
        BusyTimeout = TimeSpan.FromSeconds(1),
    };

    public async Task<IMeasurementStore> OpenAsync() => await SqliteMeasurementStore.OpenAsync(Options, Time, NullLogger.Instance, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _temp.Dispose();
        return ValueTask.CompletedTask;
    }
}
