using System.Net;
using System.Net.Sockets;

namespace Telecom.Agent.Network;

/// <summary>
/// A socket that tells, on 64-bit Linux, the TTL, the local address and the kernel's receive time of each packet; elsewhere it works
/// without them.
/// </summary>
internal sealed class DatagramSocket : IDatagramSocket
{
    private const int MaximumErrorsInARow = 16;

    private readonly Socket _socket;
    private readonly bool _native = NativeDatagrams.Supported;

    /// <summary>Takes over a socket and closes it when disposed.</summary>
    public DatagramSocket(Socket socket)
    {
        _socket = socket;
        if (_native)
        {
            NativeDatagrams.RequestDetails(socket);
        }
    }

    /// <inheritdoc/>
    public AddressFamily Family => _socket.AddressFamily;

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint => _socket.LocalEndPoint;

    /// <inheritdoc/>
    public async ValueTask WaitReadableAsync(CancellationToken cancellationToken) =>
        // A receive into an empty buffer completes when something is there and takes nothing.
        await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);

    /// <inheritdoc/>
    public bool TryReceive(Datagram datagram)
    {
        for (int errors = 0; errors < MaximumErrorsInARow; errors++)
        {
            datagram.Reset();
            SocketError error = _native ? NativeDatagrams.Receive(_socket.SafeHandle, datagram) : ReceiveManaged(datagram);
            if (error is SocketError.Success or SocketError.WouldBlock)
            {
                return error == SocketError.Success;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public SocketError Send(ReadOnlySpan<byte> payload)
    {
        _ = _socket.Send(payload, SocketFlags.None, out SocketError error);

        // The error may belong to an earlier packet (ICMP port unreachable), and then this one was not sent: once more.
        if (error == SocketError.ConnectionRefused)
        {
            _ = _socket.Send(payload, SocketFlags.None, out error);
        }

        return error;
    }

    /// <inheritdoc/>
    public SocketError Reply(ReadOnlySpan<byte> payload, Datagram to)
    {
        if (_native)
        {
            SocketError error = NativeDatagrams.Send(_socket.SafeHandle, payload, to);
            return error == SocketError.ConnectionRefused ? NativeDatagrams.Send(_socket.SafeHandle, payload, to) : error;
        }

        try
        {
            _ = _socket.SendTo(payload, SocketFlags.None, to.Peer);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private SocketError ReceiveManaged(Datagram datagram)
    {
        try
        {
            if (_socket.Available == 0 && !_socket.Poll(0, SelectMode.SelectRead))
            {
                return SocketError.WouldBlock;
            }

            datagram.Length = _socket.ReceiveFrom(datagram.Buffer, SocketFlags.None, datagram.Peer);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }
}
