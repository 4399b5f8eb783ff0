using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Sqlite;

namespace Telecom.Ingestion.Intake;

/// <summary>The sample log in the service's container.</summary>
internal static class SampleLogExtensions
{
    /// <summary>Configuration section of the log's options (<see cref="SqliteSampleLogOptions"/>).</summary>
    private const string Section = "SampleLog";

    /// <summary>What a circuit takes in a record at most: a handle, two ids of 63 characters and the words around them.</summary>
    private const int CircuitBytes = 192;

    /// <summary>What a record holds besides samples and circuits: agent, epoch, lane, times.</summary>
    private const int RecordOverhead = 1024;

    /// <summary>
    /// Registers the log of the engine that is configured (<see cref="StoreOptions"/>), opened at start; the embedded one in the service's
    /// own data folder unless configured.
    /// </summary>
    public static IServiceCollection AddSampleLog(this IServiceCollection services)
    {
        services.AddValidated<SqliteSampleLogOptions, SqliteStoreOptionsValidator<SqliteSampleLogOptions>>(Section)
            .PostConfigure<DataFolder, IOptions<EndpointOptions>, IOptions<IngestionOptions>>(Complete);
        services.AddValidated<StoreOptions, StoreOptionsValidator>(StoreOptions.Section)
            .PostConfigure<IOptions<EndpointOptions>, IOptions<IngestionOptions>>((store, endpoint, ingestion) =>
                store.Redis.MaxRecordBytes = Math.Max(store.Redis.MaxRecordBytes, Largest(endpoint.Value, ingestion.Value)));
        services.AddSingleton<SampleLogOpener>(provider => async cancellationToken => await OpenAsync(provider, cancellationToken));
        services.AddSingleton<SampleLogHolder>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<SampleLogHolder>());
        return services.AddHostedService(provider => provider.GetRequiredService<SampleLogHolder>());
    }

    private static async Task<ISampleLog> OpenAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        StoreOptions store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        IMeterFactory meters = provider.GetRequiredService<IMeterFactory>();
        return store.Chosen == StoreEngine.Redis
            ? await RedisSampleLog.OpenAsync(store.Redis, time, provider.GetRequiredService<ILogger<RedisSampleLog>>(), meters, cancellationToken)
            : await SqliteSampleLog.OpenAsync(
                provider.GetRequiredService<IOptions<SqliteSampleLogOptions>>().Value,
                time,
                provider.GetRequiredService<ILogger<SqliteSampleLog>>(),
                meters,
                cancellationToken);
    }

    private static void Complete(
        SqliteSampleLogOptions log, DataFolder data, IOptions<EndpointOptions> endpoint, IOptions<IngestionOptions> ingestion)
    {
        log.Folder = log.Folder.Length > 0 ? log.Folder : data.Own;
        log.MaxRecordBytes = Math.Max(log.MaxRecordBytes, Largest(endpoint.Value, ingestion.Value));
    }

    // Every batch that the limits let in must fit, with the names that a stream declared long before it.
    private static int Largest(EndpointOptions endpoint, IngestionOptions ingestion) =>
        endpoint.MaxReceiveMessageBytes + (ingestion.MaxCircuits * CircuitBytes) + RecordOverhead;
}
