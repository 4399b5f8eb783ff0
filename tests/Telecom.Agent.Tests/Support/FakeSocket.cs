using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Telecom.Agent.Network;

namespace Telecom.Agent.Tests.Support;

/// <summary>A socket whose other end is the test.</summary>
internal sealed class FakeSocket : IDatagramSocket
{
    private readonly ConcurrentQueue<byte[]> _incoming = new();
    private readonly Channel<bool> _readable = Channel.CreateUnbounded<bool>();

    public ConcurrentQueue<byte[]> Sent { get; } = new();

    public SocketError SendResult { get; set; } = SocketError.Success;

    public bool Disposed { get; private set; }

    public AddressFamily Family => AddressFamily.InterNetwork;

    public EndPoint? LocalEndPoint => null;

    public void Deliver(byte[] packet)
    {
        _incoming.Enqueue(packet);
        _readable.Writer.TryWrite(true);
    }

    public async ValueTask WaitReadableAsync(CancellationToken cancellationToken) => await _readable.Reader.ReadAsync(cancellationToken);

    public bool TryReceive(Datagram datagram)
    {
        datagram.Reset();
        if (!_incoming.TryDequeue(out byte[]? packet))
        {
            return false;
        }

        packet.CopyTo(datagram.Buffer, 0);
        datagram.Length = packet.Length;
        return true;
    }

    public SocketError Send(ReadOnlySpan<byte> payload)
    {
        Sent.Enqueue(payload.ToArray());
        return SendResult;
    }

    public SocketError Reply(ReadOnlySpan<byte> payload, Datagram to) => throw new NotSupportedException();

    public void Dispose()
    {
        Disposed = true;
        _readable.Writer.TryComplete();
    }
}
