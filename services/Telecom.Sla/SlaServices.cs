using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.Folding;
using Telecom.Sla.Outages;
using Telecom.Sla.Rating;
using Telecom.Sla.Statements;
using Telecom.Sla.Status;
using Telecom.Sla.Stores;

namespace Telecom.Sla;

/// <summary>The parts of the service.</summary>
internal static class SlaServices
{
    /// <summary>Registers them. The stores come first, so that they are open when folding starts and close after it has stopped.</summary>
    public static IServiceCollection AddSla(this IServiceCollection services)
    {
        services.AddValidated<FoldOptions, FoldOptionsValidator>(FoldOptions.Section);
        services.AddValidated<StatusOptions, StatusOptionsValidator>(StatusOptions.Section);
        services.AddValidated<RetentionOptions, RetentionOptionsValidator>(RetentionOptions.Section);
        services.AddSingleton<FoldHealth>();
        services.AddSingleton<SlaMetrics>();
        services.AddSlaStores();
        services.AddCatalogDirectory();
        services.AddSingleton<CatalogIndexSource>();
        services.AddSingleton<ContractCache>();
        services.AddSingleton<StatusReader>();
        services.AddSingleton<EvidenceRating>();
        services.AddSingleton<KnownFactReader>();
        services.AddSingleton<StatementReader>();
        services.AddServiceClient<IngestionService.IngestionServiceClient>(ServiceNames.Ingestion);
        services.AddHostedService<FoldWorker>();
        services.AddHostedService<RetentionWorker>();
        return services.AddOutages();
    }
}
