using Telecom.Catalog.Contracts;
using Telecom.Catalog.Keys;
using Telecom.Catalog.State;

namespace Telecom.Catalog;

/// <summary>What happens before the endpoint opens, in this order; a failure refuses the start.</summary>
internal sealed class CatalogStartup(CatalogLedger ledger, ContractShelf contracts, AdminKeyBootstrap adminKey) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ledger.OpenAsync(cancellationToken);
        await contracts.FillAsync(cancellationToken);
        await adminKey.EnsureAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
