using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Asks every address of every backend for its readiness by grpc.health.v1, the way Kubernetes does. The proxy's own active checks speak
/// HTTP GET and judge the HTTP status, which for gRPC is 200 whatever the answer.
/// </summary>
internal sealed partial class BackendHealthMonitor(
    IProxyStateLookup proxy,
    IDestinationHealthUpdater updater,
    IOptions<BackendOptions> options,
    TimeProvider timeProvider,
    ILogger<BackendHealthMonitor> logger) : BackgroundService
{
    private readonly Dictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        foreach (GrpcChannel channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Value.HealthInterval, timeProvider);
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops; whoever waits for an answer of a backend waits no more.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(proxy.GetClusters().Select(cluster => CheckAsync(cluster, cancellationToken)));
            Forget();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It would stop the gateway with everything that goes through it; the next round comes soon.
            Log.Failed(logger, exception);
        }
    }

    private async Task CheckAsync(ClusterState cluster, CancellationToken cancellationToken)
    {
        IReadOnlyList<DestinationState> destinations = cluster.DestinationsState.AllDestinations;
        NewActiveDestinationHealth[] found = await Task.WhenAll(destinations.Select(async destination =>
            new NewActiveDestinationHealth(destination, await AskAsync(destination, cancellationToken))));
        foreach (NewActiveDestinationHealth health in found.Where(health => health.Destination.Health.Active != health.NewActiveHealth))
        {
            Log.Changed(logger, cluster.ClusterId, health.Destination.Model.Config.Address, health.NewActiveHealth);
        }

        updater.SetActive(cluster, found);
    }

    private async Task<DestinationHealth> AskAsync(DestinationState destination, CancellationToken cancellationToken)
    {
        try
        {
            var client = new Health.HealthClient(ChannelTo(destination.Model.Config.Address));
            HealthCheckResponse answer = await client.CheckAsync(
                new HealthCheckRequest { Service = "readiness" },
                deadline: DateTime.UnixEpoch.AddTicks((timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch + options.Value.HealthTimeout).Ticks),
                cancellationToken: cancellationToken);
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving ? DestinationHealth.Healthy : DestinationHealth.Unhealthy;
        }
        catch (RpcException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return DestinationHealth.Unhealthy;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An address that cannot even be asked must not keep the others from being asked.
            Log.CannotAsk(logger, destination.Model.Config.Address, exception);
            return DestinationHealth.Unhealthy;
        }
    }

    private GrpcChannel ChannelTo(string address)
    {
        lock (_channels)
        {
            if (!_channels.TryGetValue(address, out GrpcChannel? channel))
            {
                channel = BackendChannel.Open(address, options.Value.HealthTimeout);
                _channels.Add(address, channel);
            }

            return channel;
        }
    }

    /// <summary>Closes the channels to addresses that a backend no longer has.</summary>
    private void Forget()
    {
        lock (_channels)
        {
            HashSet<string> current = [.. proxy.GetClusters().SelectMany(c => c.DestinationsState.AllDestinations).Select(d => d.Model.Config.Address)];
            foreach (string gone in _channels.Keys.Where(address => !current.Contains(address)).ToArray())
            {
                _channels[gone].Dispose();
                _ = _channels.Remove(gone);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5301, LogLevel.Information, "Backend {Service} at {Address} is {Health}")]
        public static partial void Changed(ILogger logger, string service, string address, DestinationHealth health);

        [LoggerMessage(5308, LogLevel.Error, "The health of {Address} cannot be asked for")]
        public static partial void CannotAsk(ILogger logger, string address, Exception exception);

        [LoggerMessage(5309, LogLevel.Error, "The health of the backends could not be looked at in this round")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
