using Microsoft.Extensions.Options;
using Telecom.Catalog.Contracts;
using Telecom.Catalog.Keys;
using Telecom.Catalog.State;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Storage.Events;
using Telecom.Storage.Redis;
using Telecom.Storage.Sqlite;

namespace Telecom.Catalog;

/// <summary>The catalogue service: contracts, customers, subscriptions, circuits, agents and keys.</summary>
public static class CatalogHost
{
    /// <summary>Configuration section of the event store; its folder is "{Data}/catalog" unless configured.</summary>
    private const string EventsSection = "Events";

    /// <summary>Builds the service. It opens its store, replays it, loads the contracts and makes the first admin key when it starts.</summary>
    /// <param name="args">Command line.</param>
    /// <param name="settings">Settings that come before all others.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings = null) => Build(args, settings, null);

    internal static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? configure)
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder(args, ServiceNames.Catalog, settings);
        AddCatalog(builder.Services);
        configure?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        app.MapGrpcService<Rpc.CatalogService>();
        app.MapGrpcService<Rpc.DirectoryService>();
        return app;
    }

    private static void AddCatalog(IServiceCollection services)
    {
        services.AddValidated<ContractsOptions, ContractsOptions.Validator>(ContractsOptions.Section);
        services.AddValidated<SqliteEventStoreOptions, SqliteStoreOptionsValidator<SqliteEventStoreOptions>>(EventsSection)
            .PostConfigure<DataFolder>((store, data) => store.Folder = store.Folder.Length > 0 ? store.Folder : data.Of(ServiceNames.Catalog));
        services.AddValidated<StoreOptions, StoreOptionsValidator>(StoreOptions.Section);
        services.AddSingleton<OpenEventStore>(provider => async cancellationToken => await OpenEventsAsync(provider, cancellationToken));
        services.AddSingleton<CatalogLedger>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<CatalogLedger>());
        services.AddSingleton<CatalogMetrics>();
        services.AddSingleton<ContractFolder>();
        services.AddSingleton<ContractShelf>();
        services.AddSingleton<ApiKeyVerifier>();
        services.AddSingleton<AgentVerifier>();
        services.AddSingleton<AdminKeyBootstrap>();
        services.AddHostedService<CatalogStartup>();
    }
    private static async Task<IEventStore> OpenEventsAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        StoreOptions store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
        return store.Chosen == StoreEngine.Redis
            ? await RedisEventStore.OpenAsync(store.Redis, ServiceNames.Catalog, provider.GetRequiredService<ILogger<RedisEventStore>>(), cancellationToken)
            : await SqliteEventStore.OpenAsync(
                provider.GetRequiredService<IOptions<SqliteEventStoreOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteEventStore>>(),
                cancellationToken);
    }
}
