using Microsoft.Extensions.Hosting;
using Telecom.Support.Cases;

namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>Opens the store before the webhooks start, as the service does.</summary>
internal sealed class StoreOpening(CaseEvents events) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) => await events.OpenAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
