using System.Net;
using System.Net.Sockets;

namespace Telecom.Agent.Network;

/// <summary>A datagram socket as probes and the reflector use it. Waiting is asynchronous; sending and receiving never block.</summary>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>Family of its addresses.</summary>
    AddressFamily Family { get; }

    /// <summary>Where it is bound.</summary>
    EndPoint? LocalEndPoint { get; }

    /// <summary>Returns when something can be received. Network errors that came back for a packet sent earlier are <see cref="SocketException"/>s.</summary>
    ValueTask WaitReadableAsync(CancellationToken cancellationToken);

    /// <summary>Takes one packet if there is one.</summary>
    /// <returns>False when nothing is there. Errors of packets sent earlier (ICMP unreachable) are consumed and not reported.</returns>
    bool TryReceive(Datagram datagram);

    /// <summary>Sends to the connected peer.</summary>
    /// <returns>Success, or why the packet was not sent.</returns>
    SocketError Send(ReadOnlySpan<byte> payload);

    /// <summary>Sends to whom a packet came from, from the address that it came to.</summary>
    /// <returns>Success, or why the packet was not sent.</returns>
    SocketError Reply(ReadOnlySpan<byte> payload, Datagram to);
}
