using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.V1;
using Telecom.Storage;
using Telecom.Storage.Events;
using Telecom.Storage.Redis;
using Telecom.Storage.Sqlite;
using Telecom.Support.Alarms;
using Telecom.Support.Cases;
using Telecom.Support.Feed;
using Telecom.Support.Opening;
using Telecom.Support.Outages;
using Telecom.Support.Reports;
using Telecom.Support.Rules;
using Telecom.Support.Steps;
using Telecom.Support.Webhooks;

namespace Telecom.Support;

/// <summary>The support service: cases and their deadlines.</summary>
public static class SupportHost
{
    /// <summary>Configuration section of the event store; its folder is "{Data}/support" unless configured.</summary>
    private const string EventsSection = "Events";

    /// <summary>Builds the service. Nothing is opened before the application runs.</summary>
    /// <param name="args">Command line.</param>
    /// <param name="settings">Settings that come before all others.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings = null) => Build(args, settings, null);

    /// <summary>Builds the service with changed services, for tests.</summary>
    internal static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? configure)
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder(args, ServiceNames.Support, settings);
        IServiceCollection services = builder.Services;
        _ = services.AddValidated<SupportOptions, SupportOptions.Validator>(SupportOptions.Section);
        _ = services.AddCatalogDirectory();
        AddStore(services);
        AddCases(services);
        AddAlarms(services);
        AddOutages(services);
        _ = services.AddWebhooks();
        configure?.Invoke(services);

        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        _ = app.MapGrpcService<SupportService>();
        _ = app.MapGrpcService<WebhookGrpcService>();
        return app;
    }

    private static void AddCases(IServiceCollection services)
    {
        _ = services.AddSingleton<CaseStore>().AddSingleton<CaseBook>().AddSingleton<RuleLookup>().AddSingleton<SupportMetrics>();
        _ = services.AddSingleton<ContractDocuments>().AddSingleton<RuleFinder>().AddSingleton<RuleBook>().AddSingleton<RulesReview>();
        _ = services.AddSingleton<CaseOpening>().AddSingleton<CaseCommands>().AddSingleton<CaseReading>().AddSingleton<CaseView>();
        _ = services.AddSingleton<ICaseFeed, CaseFeed>().AddSingleton<FeedStreams>().AddSingleton<CaseScan>().AddSingleton<Attainment>();
    }

    private static void AddAlarms(IServiceCollection services)
    {
        _ = services.AddValidated<AlarmOptions, AlarmOptions.Validator>(AlarmOptions.Section);
        _ = services.AddSingleton<IPostConfigureOptions<AlarmOptions>, AlarmOptions.Setup>();
        _ = services.AddSingleton<AlarmPolicy>().AddSingleton<AlarmWriter>();
        _ = services.AddSingleton<AlarmWorker>().AddHostedService(provider => provider.GetRequiredService<AlarmWorker>());
    }

    private static void AddOutages(IServiceCollection services)
    {
        _ = services.AddValidated<OutagePolicyOptions, OutagePolicyOptions.Validator>(OutagePolicyOptions.Section);
        _ = services.AddServiceClient<OutageService.OutageServiceClient>(ServiceNames.Sla);
        _ = services.AddSingleton<FollowerPosition>().AddSingleton<OutageExtent>().AddSingleton<OutageCases>().AddHostedService<OutageFollower>();
    }

    private static void AddStore(IServiceCollection services)
    {
        _ = services.AddValidated<SqliteEventStoreOptions, SqliteStoreOptionsValidator<SqliteEventStoreOptions>>(EventsSection)
            .PostConfigure<DataFolder>((store, data) => store.Folder = store.Folder.Length > 0 ? store.Folder : data.Of(ServiceNames.Support));
        _ = services.AddValidated<StoreOptions, StoreOptionsValidator>(StoreOptions.Section);
        _ = services.AddSingleton<OpenEventStore>(provider => async cancellationToken => await OpenEventsAsync(provider, cancellationToken));
        _ = services.AddSingleton<CaseEvents>().AddHostedService<SupportStartup>();
    }

    private static async Task<IEventStore> OpenEventsAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        StoreOptions store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
        return store.Chosen == StoreEngine.Redis
            ? await RedisEventStore.OpenAsync(store.Redis, ServiceNames.Support, provider.GetRequiredService<ILogger<RedisEventStore>>(), cancellationToken)
            : await SqliteEventStore.OpenAsync(
                provider.GetRequiredService<IOptions<SqliteEventStoreOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteEventStore>>(),
                cancellationToken);
    }
}
