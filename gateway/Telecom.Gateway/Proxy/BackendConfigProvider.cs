using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Gives the proxy its configuration, and gives it anew when settings change. The proxy takes it over between two calls: what is under way
/// to an address that is gone goes on to its end.
/// </summary>
internal sealed partial class BackendConfigProvider : IProxyConfigProvider, IDisposable
{
    private readonly IOptionsMonitor<BackendAddresses> _addresses;
    private readonly IOptionsMonitor<BackendOptions> _options;
    private readonly ILogger<BackendConfigProvider> _logger;
    private readonly InMemoryConfigProvider _current;
    private readonly IDisposable?[] _changes;
    private readonly Lock _lock = new();

    /// <summary>Reads the settings and watches them.</summary>
    /// <param name="addresses">Where the backends are.</param>
    /// <param name="options">How they are reached.</param>
    /// <param name="logger">Where a change is told.</param>
    public BackendConfigProvider(IOptionsMonitor<BackendAddresses> addresses, IOptionsMonitor<BackendOptions> options, ILogger<BackendConfigProvider> logger)
    {
        (_addresses, _options, _logger) = (addresses, options, logger);
        _current = new InMemoryConfigProvider(ProxyConfiguration.Routes(), Clusters());
        _changes = [addresses.OnChange(_ => Update()), options.OnChange(_ => Update())];
    }

    /// <inheritdoc/>
    public IProxyConfig GetConfig() => _current.GetConfig();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable? change in _changes)
        {
            change?.Dispose();
        }
    }

    private IReadOnlyList<ClusterConfig> Clusters() =>
        [.. Backends.Public.Keys.Select(backend => ProxyConfiguration.Cluster(backend, _addresses.Get(backend).All, _options.CurrentValue))];

    private void Update()
    {
        lock (_lock)
        {
            try
            {
                IReadOnlyList<ClusterConfig> clusters = Clusters();
                IProxyConfig before = _current.GetConfig();
                foreach (ClusterConfig changed in clusters.Except(before.Clusters))
                {
                    Log.Changed(_logger, changed.ClusterId, string.Join(", ", changed.Destinations!.Values.Select(d => d.Address)));
                }

                if (!clusters.SequenceEqual(before.Clusters))
                {
                    _current.Update(before.Routes, clusters);
                }
            }
            catch (OptionsValidationException wrong)
            {
                Log.Refused(_logger, wrong.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5303, LogLevel.Information, "{Service} is reached anew, at {Addresses}")]
        public static partial void Changed(ILogger logger, string service, string addresses);

        [LoggerMessage(5304, LogLevel.Warning, "The changed settings of the backends are wrong, the earlier ones stay: {Errors}")]
        public static partial void Refused(ILogger logger, string errors);
    }
}
