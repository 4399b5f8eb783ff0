using Microsoft.Extensions.Hosting;

namespace Telecom.Hosting;

/// <summary>Refuses to start a service that has an RPC without an access policy.</summary>
internal sealed class AccessCheck(MappedServices mapped, PolicyTable policies) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!mapped.IsAttached)
        {
            throw new InvalidOperationException("The application does not call MapTelecomDefaults(): it would have no health service and no drain.");
        }

        string[] open = [.. mapped.Methods.Where(method => policies.Find(method) is null)];
        return open.Length == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException(
                $"RPCs without a complete access policy (option telecom.common.v1.access): {string.Join(", ", open)}. {string.Join("; ", policies.Defects)}");
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
