using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
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

    /// <summary>Registers the log of the embedded engine, in the service's own data folder unless configured, opened at start.</summary>
    public static IServiceCollection AddSampleLog(this IServiceCollection services)
    {
        services.AddValidated<SqliteSampleLogOptions, SqliteStoreOptionsValidator<SqliteSampleLogOptions>>(Section)
            .PostConfigure<DataFolder, IOptions<EndpointOptions>, IOptions<IngestionOptions>>(Complete);
        services.AddSingleton<SampleLogOpener>(provider => async cancellationToken => await SqliteSampleLog.OpenAsync(
            provider.GetRequiredService<IOptions<SqliteSampleLogOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteSampleLog>>(),
            provider.GetRequiredService<IMeterFactory>(),
            cancellationToken));
        services.AddSingleton<SampleLogHolder>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<SampleLogHolder>());
        return services.AddHostedService(provider => provider.GetRequiredService<SampleLogHolder>());
    }

    private static void Complete(
        SqliteSampleLogOptions log, DataFolder data, IOptions<EndpointOptions> endpoint, IOptions<IngestionOptions> ingestion)
    {
        log.Folder = log.Folder.Length > 0 ? log.Folder : data.Own;

        // Every batch that the limits let in must fit, with the names that a stream declared long before it.
        int largest = endpoint.Value.MaxReceiveMessageBytes + (ingestion.Value.MaxCircuits * CircuitBytes) + RecordOverhead;
        log.MaxRecordBytes = Math.Max(log.MaxRecordBytes, largest);
    }
}
