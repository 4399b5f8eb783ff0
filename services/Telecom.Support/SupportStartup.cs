using Telecom.Support.Cases;

namespace Telecom.Support;

/// <summary>What happens before the endpoint opens: the store is opened and the list of cases rebuilt. A failure refuses the start.</summary>
internal sealed class SupportStartup(CaseEvents events, CaseIndex index) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await events.OpenAsync(cancellationToken);
        await index.CatchUpAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
