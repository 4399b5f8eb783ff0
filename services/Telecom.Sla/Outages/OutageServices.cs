using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.Outages.Records;
using Telecom.Storage;
using Telecom.Storage.Events;
using Telecom.Storage.Redis;
using Telecom.Storage.Sqlite;
using Telecom.Support.V1;

namespace Telecom.Sla.Outages;

/// <summary>The parts that keep outages, exclusions and claims as facts.</summary>
internal static class OutageServices
{
    /// <summary>Section of the event store's options; with the embedded engine its folder is this service's own unless configured.</summary>
    private const string EventsSection = "OutageEvents";

    /// <summary>Registers them. The store comes first, so that it is open when looks start and closes after they have stopped.</summary>
    public static IServiceCollection AddOutages(this IServiceCollection services)
    {
        services.AddValidated<OutageOptions, OutageOptionsValidator>(OutageOptions.Section);
        services.AddValidated<SqliteEventStoreOptions, SqliteStoreOptionsValidator<SqliteEventStoreOptions>>(EventsSection)
            .PostConfigure<DataFolder>((facts, data) => facts.Folder = facts.Folder.Length > 0 ? facts.Folder : data.Own);
        services.AddSingleton<FactsOpener>(provider => async cancellationToken => await OpenAsync(provider, cancellationToken));
        services.AddSingleton<FactBook>();
        services.AddSingleton<FactStore>();
        services.AddHostedService(provider => provider.GetRequiredService<FactStore>());
        services.AddSingleton(provider => new ReportMatching(
            Microseconds(provider.GetRequiredService<IOptions<OutageOptions>>().Value.ReportAfterEnd),
            Microseconds(provider.GetRequiredService<IOptions<OutageOptions>>().Value.ReportPending)));
        services.AddSingleton<OutageDecision>();
        services.AddSingleton<CircuitChanges>();
        services.AddSingleton<OngoingEnds>();
        services.AddSingleton<ContractLedger>();
        services.AddSingleton<OutageMapping>();
        services.AddSingleton<OutageFeed>();
        services.AddSingleton<OutageMetrics>();
        services.AddSingleton<RecordStore>();
        services.AddSingleton<RecordMapping>();
        services.AddSingleton<OutageWatcher>();
        services.AddHostedService<OutageWorker>();
        services.AddServiceClient<SupportService.SupportServiceClient>(ServiceNames.Support);
        services.AddSingleton<CaseEventTaker>();
        return services.AddHostedService<SupportFollower>();
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private static async Task<IEventStore> OpenAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        StoreOptions store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
        return store.Chosen == StoreEngine.Redis
            ? await RedisEventStore.OpenAsync(store.Redis, ServiceNames.Sla, provider.GetRequiredService<ILogger<RedisEventStore>>(), cancellationToken)
            : await SqliteEventStore.OpenAsync(
                provider.GetRequiredService<IOptions<SqliteEventStoreOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteEventStore>>(),
                cancellationToken);
    }
}
