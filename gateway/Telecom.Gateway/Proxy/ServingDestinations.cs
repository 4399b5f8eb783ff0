using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Chooses among a backend's addresses: those that do not say NOT_SERVING and that were not just found unreachable. When none is left those
/// that can be reached are tried, and else all, since an answer from a backend that was just away is better than a refusal by a check that
/// is two seconds old.
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
        DestinationState[] reachable = [.. allDestinations.Where(destination => destination.Health.Passive != DestinationHealth.Unhealthy)];
        DestinationState[] serving = [.. reachable.Where(destination => destination.Health.Active != DestinationHealth.Unhealthy)];
        return serving.Length > 0 ? serving : reachable.Length > 0 ? reachable : allDestinations;
    }
}
