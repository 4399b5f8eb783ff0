using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Chooses the address with the fewest calls under way, long streams included; among equals any, so that calls that come one at a time do
/// not all go to the first.
/// </summary>
internal sealed class LeastLoaded : ILoadBalancingPolicy
{
    /// <summary>Name of the policy.</summary>
    public const string PolicyName = "LeastLoaded";

    /// <inheritdoc/>
    public string Name => PolicyName;

    /// <inheritdoc/>
    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        int count = availableDestinations.Count;
        if (count == 0)
        {
            return null;
        }

        int first = count == 1 ? 0 : Random.Shared.Next(count);
        DestinationState least = availableDestinations[first];
        int fewest = least.ConcurrentRequestCount;
        for (int i = 1; i < count; i++)
        {
            DestinationState other = availableDestinations[(first + i) % count];
            int calls = other.ConcurrentRequestCount;
            if (calls < fewest)
            {
                (least, fewest) = (other, calls);
            }
        }

        return least;
    }
}
