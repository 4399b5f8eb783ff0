using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Chooses among a backend's addresses: those that do not say NOT_SERVING. When none is left all are tried, since an answer from a
/// backend that was just away is better than a refusal by a check that is two seconds old.
/// </summary>
internal sealed class ServingDestinations : IAvailableDestinationsPolicy
{
    /// <summary>Name of the policy.</summary>
    public const string PolicyName = "Serving";

    /// <inheritdoc/>
    public string Name => PolicyName;

    /// <inheritdoc/>
    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations)
    {
        DestinationState[] serving = [.. allDestinations.Where(destination => destination.Health.Active != DestinationHealth.Unhealthy)];
        return serving.Length > 0 ? serving : allDestinations;
    }
}
