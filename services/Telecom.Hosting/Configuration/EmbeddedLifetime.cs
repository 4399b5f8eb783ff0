using Microsoft.Extensions.Hosting;

namespace Telecom.Hosting;

/// <summary>
/// Lifetime of a service inside another program, which alone decides when each service stops. The default one would stop all of them
/// at the first signal, in no order, and the agent of the same process could not finish its stream.
/// </summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    /// <summary>Setting that chooses this lifetime: "true" or "false", default "false".</summary>
    public const string Setting = "Host:Embedded";

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
