using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Contracts;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>The embedded engine's log in a folder of its own, or in one that the test gives.</summary>
public sealed class SqliteSampleLogEngine(string? folder = null) : ISampleLogEngine
{
    private readonly TempFolder? _temp = folder is null ? new TempFolder() : null;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    public string Folder => folder ?? _temp!.Path;

    /// <summary>Settings of the writing end, which a test may change before it opens it.</summary>
    public SqliteSampleLogOptions Options => field ??= new SqliteSampleLogOptions
    {
        Folder = Folder,
        Partitions = 8,
        BusyTimeout = TimeSpan.FromSeconds(1),
    };

    public async Task<ISampleLog> OpenAsync() => await SqliteSampleLog.OpenAsync(Options, Time, NullLogger.Instance, CancellationToken.None);

    public async Task<ISampleLogReader> OpenReaderAsync() =>
        await SqliteSampleLogReader.OpenAsync(new SqliteSampleLogReaderOptions { Folder = Folder }, Time, NullLogger.Instance, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _temp?.Dispose();
        return ValueTask.CompletedTask;
    }
}
