using System.Net;
using System.Net.Sockets;

namespace Telecom.Suite;

/// <summary>A loopback port that nobody else gets until it is released for the service that is to listen on it.</summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <summary>Reserves one.</summary>
    public ReservedPort()
    {
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
    }

    /// <summary>The address of a service on it.</summary>
    public string Address { get; }

    /// <summary>Gives it free: the service starts now.</summary>
    public void Release() => _listener.Stop();

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
