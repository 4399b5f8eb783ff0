using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Storage.Events;
using Telecom.Storage.Redis;
using Telecom.Storage.Sqlite;
using Telecom.Support.Cases;
using Telecom.Support.Plans;

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
        _ = services.AddSingleton<CaseStore>().AddSingleton<PlanSeverities>().AddSingleton<SupportMetrics>();
        configure?.Invoke(services);

        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        _ = app.MapGrpcService<SupportService>();
        return app;
    }

    private static void AddStore(IServiceCollection services)
    {
        _ = services.AddValidated<SqliteEventStoreOptions, SqliteStoreOptionsValidator<SqliteEventStoreOptions>>(EventsSection)
            .PostConfigure<DataFolder>((store, data) => store.Folder = store.Folder.Length > 0 ? store.Folder : data.Of(ServiceNames.Support));
        _ = services.AddValidated<StoreOptions, StoreOptionsValidator>(StoreOptions.Section);
        _ = services.AddSingleton<OpenEventStore>(provider => async cancellationToken => await OpenEventsAsync(provider, cancellationToken));
        _ = services.AddSingleton<CaseEvents>().AddSingleton<CaseIndex>().AddHostedService<SupportStartup>();
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
