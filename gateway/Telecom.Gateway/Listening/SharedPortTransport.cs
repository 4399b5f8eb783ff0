using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Listening;

/// <summary>Kestrel transport for <see cref="SharedPortEndPoint"/>: opens the port once and gives each protocol its own listener.</summary>
internal sealed class SharedPortTransport(
    IOptions<SocketTransportOptions> socketOptions,
    IOptions<ConnectionLimits> limits,
    GatewayMetrics metrics,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(socketOptions, loggerFactory);
    private readonly Dictionary<SharedPort, PortSplitter> _open = [];
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is SharedPortEndPoint;

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var shared = (SharedPortEndPoint)endpoint;
        PortSplitter? splitter;
        lock (_lock)
        {
            _ = _open.TryGetValue(shared.Port, out splitter);
        }

        if (splitter is null)
        {
            // Kestrel binds its endpoints one after the other, so no second bind of the same port runs meanwhile.
            IConnectionListener socket = await _sockets.BindAsync(shared.Port.Address, cancellationToken);
            splitter = new PortSplitter(socket, limits.Value, metrics, timeProvider, loggerFactory.CreateLogger<PortSplitter>());
            lock (_lock)
            {
                _open.Add(shared.Port, splitter);
            }
        }

        return new SharedPortListener(splitter, shared.Protocol);
    }
}
