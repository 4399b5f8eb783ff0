using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Tests.Proxy;

public sealed class BackendHealthMonitorTests
{
    [Fact]
    public async Task A_round_that_fails_is_followed_by_the_next()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var log = new LogList<BackendHealthMonitor>();
        var proxy = new FailingProxy();
        using var monitor = new BackendHealthMonitor(proxy, proxy, Options.Create(new BackendOptions()), clock, log);
        await monitor.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                return proxy.Looks >= 4;
            },
            "more rounds come");
        Assert.Single(log.Of(5309));
        Assert.False(monitor.ExecuteTask!.IsCompleted);
        await monitor.StopAsync(CancellationToken.None);
        Assert.True(monitor.ExecuteTask.IsCompletedSuccessfully);
    }

    /// <summary>Fails when it is looked at for the first time.</summary>
    private sealed class FailingProxy : IProxyStateLookup, IDestinationHealthUpdater
    {
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public IEnumerable<ClusterState> GetClusters() => Interlocked.Increment(ref _looks) == 1 ? throw new InvalidOperationException("Once.") : [];

        public IEnumerable<RouteModel> GetRoutes() => [];

        public bool TryGetCluster(string id, [NotNullWhen(true)] out ClusterState? cluster)
        {
            cluster = null;
            return false;
        }

        public bool TryGetRoute(string id, [NotNullWhen(true)] out RouteModel? route)
        {
            route = null;
            return false;
        }

        public void SetActive(ClusterState cluster, IEnumerable<NewActiveDestinationHealth> newHealthStates)
        {
        }

        public void SetPassive(ClusterState cluster, DestinationState destination, DestinationHealth newHealth, TimeSpan reactivationPeriod)
        {
        }
    }
}
