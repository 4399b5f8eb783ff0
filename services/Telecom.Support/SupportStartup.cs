using Telecom.Support.Cases;

namespace Telecom.Support;

/// <summary>What happens before the endpoint opens: the store is opened and the cases and their alarms are rebuilt. A failure refuses the start.</summary>
internal sealed class SupportStartup(CaseEvents events, CaseBook book) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await events.OpenAsync(cancellationToken);
        await book.CatchUpAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
