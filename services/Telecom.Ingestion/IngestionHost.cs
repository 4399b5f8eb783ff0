using Grpc.AspNetCore.Server.Model;
using Microsoft.Extensions.Configuration.Memory;
using Telecom.Hosting;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Otlp;
using Telecom.Ingestion.Producers;
using Telecom.Ingestion.Quotas;
using Telecom.Ingestion.Retention;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Wire;

namespace Telecom.Ingestion;

/// <summary>Ingestion: streams of samples in, durable log, acknowledgements out.</summary>
public static class IngestionHost
{
    /// <summary>
    /// Built-in defaults that differ from those of the other services: streams that wait for the store share their connection's window,
    /// and one that waits for its own agent must not stop the others of the same gateway.
    /// </summary>
    private static readonly Dictionary<string, string?> Defaults = new() { ["Listen:ConnectionWindowBytes"] = "33554432" };

    /// <summary>Builds the service; nothing is opened before it runs.</summary>
    /// <param name="args">Command line, "--Listen:Address http://127.0.0.1:0".</param>
    /// <param name="settings">Settings that come before all others.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings = null) => Build(args, settings, _ => { });

    /// <summary>Builds the service with some of its parts replaced.</summary>
    internal static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection> replace)
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder(args, ServiceNames.Ingestion, settings);
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        AddIngestion(builder.Services);
        replace(builder.Services);
        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        app.MapGrpcService<IngestionService>();
        app.MapOtlpDoor();
        return app;
    }

    private static void AddIngestion(IServiceCollection services)
    {
        services.AddValidated<IngestionOptions, IngestionOptionsValidator>(IngestionOptions.Section);
        services.AddCatalogDirectory();
        services.AddSampleLog();
        services.AddSingleton<CircuitIndexSource>();
        services.AddSingleton<InFlightGate>();
        services.AddSingleton<IngestionMetrics>();
        services.AddSingleton<SeriesLimits>();
        services.AddSingleton<BatchIntake>();
        services.AddSingleton<StreamRegistry>();
        services.AddSingleton<StreamDependencies>();
        services.AddSingleton(provider => provider.GetRequiredService<StreamDependencies>().Quotas);
        services.AddSingleton<UnaryIntake>();
        services.AddSingleton<ProducerPages>();
        services.AddSingleton<LogTrimmer>();
        services.AddHostedService(provider => provider.GetRequiredService<LogTrimmer>());
        services.AddSingleton<IngestionService>();
        services.AddOtlpDoor();
        services.AddSingleton<IServiceMethodProvider<IngestionService>, IngestionMethods>();
    }
}
