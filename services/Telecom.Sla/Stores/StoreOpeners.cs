using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Sqlite;

namespace Telecom.Sla.Stores;

/// <summary>Opens the measurement store.</summary>
internal delegate Task<IMeasurementStore> CellsOpener(CancellationToken cancellationToken);

/// <summary>Opens the sample log to read from it.</summary>
internal delegate Task<ISampleLogReader> LogOpener(CancellationToken cancellationToken);

/// <summary>The stores of the engine that is configured (<see cref="StoreOptions"/>) in the service's container.</summary>
internal static class StoreOpeners
{
    /// <summary>Section of the measurement store's options.</summary>
    private const string CellsSection = "Cells";

    /// <summary>Section of the log reader's options, the same as Ingestion's, so that one setting moves the log for both.</summary>
    private const string LogSection = "SampleLog";

    /// <summary>
    /// Registers the measurement store and the reader of the log; with the embedded engine in this service's own data folder and in
    /// Ingestion's, unless configured.
    /// </summary>
    public static IServiceCollection AddSlaStores(this IServiceCollection services)
    {
        services.AddValidated<SqliteMeasurementStoreOptions, SqliteStoreOptionsValidator<SqliteMeasurementStoreOptions>>(CellsSection)
            .PostConfigure<DataFolder>((cells, data) => cells.Folder = cells.Folder.Length > 0 ? cells.Folder : data.Own);
        services.AddValidated<SqliteSampleLogReaderOptions, SqliteStoreOptionsValidator<SqliteSampleLogReaderOptions>>(LogSection)
            .PostConfigure<DataFolder>((log, data) => log.Folder = log.Folder.Length > 0 ? log.Folder : data.Of(ServiceNames.Ingestion));
        services.AddValidated<StoreOptions, StoreOptionsValidator>(StoreOptions.Section);
        services.AddSingleton<CellsOpener>(provider => async cancellationToken => await OpenCellsAsync(provider, cancellationToken));
        services.AddSingleton<LogOpener>(provider => async cancellationToken => await OpenLogAsync(provider, cancellationToken));
        services.AddSingleton<SlaStores>();
        services.AddSingleton<ISlaStores>(provider => provider.GetRequiredService<SlaStores>());
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<SlaStores>());
        return services.AddHostedService(provider => provider.GetRequiredService<SlaStores>());
    }
    private static async Task<IMeasurementStore> OpenCellsAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        StoreOptions store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
        return store.Chosen == StoreEngine.Redis
            ? await RedisMeasurementStore.OpenAsync(store.Redis, provider.GetRequiredService<ILogger<RedisMeasurementStore>>(), cancellationToken)
            : await SqliteMeasurementStore.OpenAsync(
                provider.GetRequiredService<IOptions<SqliteMeasurementStoreOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteMeasurementStore>>(),
                cancellationToken);
    }

    private static async Task<ISampleLogReader> OpenLogAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        StoreOptions store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return store.Chosen == StoreEngine.Redis
            ? await RedisSampleLogReader.OpenAsync(store.Redis, time, provider.GetRequiredService<ILogger<RedisSampleLogReader>>(), cancellationToken)
            : await SqliteSampleLogReader.OpenAsync(
                provider.GetRequiredService<IOptions<SqliteSampleLogReaderOptions>>().Value,
                time,
                provider.GetRequiredService<ILogger<SqliteSampleLogReader>>(),
                cancellationToken);
    }
}
