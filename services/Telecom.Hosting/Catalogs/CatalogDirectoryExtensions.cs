using Microsoft.Extensions.DependencyInjection;
using Telecom.Catalog.V1;

namespace Telecom.Hosting;

/// <summary>Following the catalogue.</summary>
public static class CatalogDirectoryExtensions
{
    /// <summary>
    /// Registers <see cref="ICatalogDirectory"/>: a background follower of DirectoryService.GetSnapshot whose last snapshot is kept as
    /// "{Data}/{service}/catalog-snapshot.binpb". The service is not ready before there is one.
    /// </summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddCatalogDirectory(this IServiceCollection services)
    {
        services.AddServiceClient<DirectoryService.DirectoryServiceClient>(ServiceNames.Catalog);
        services.AddSingleton<CatalogSnapshotFile>();
        services.AddSingleton<CatalogDirectory>();
        services.AddSingleton<ICatalogDirectory>(provider => provider.GetRequiredService<CatalogDirectory>());
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<CatalogDirectory>());
        return services.AddHostedService(provider => provider.GetRequiredService<CatalogDirectory>());
    }
}
