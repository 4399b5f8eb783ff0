using System.Net;
using System.Net.Sockets;
using Telecom.Agent.Clocks;
using Telecom.Agent.Network;
using Telecom.Agent.Stamp;

namespace Telecom.Agent.Probing;

/// <summary>STAMP Session-Sender, unauthenticated mode (RFC 8762 section 4.2). An answer must repeat number and T1 of its probe.</summary>
internal sealed class StampMethod(StampTimestamps timestamps) : IProbeMethod
{
    /// <inheritdoc/>
    public int MaximumPacket => SenderPacket.Length;

    /// <inheritdoc/>
    public IDatagramSocket Open(IPEndPoint target, IPAddress? source)
    {
        Socket socket = new(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Ttl = 255;
            if (source is not null)
            {
                socket.Bind(new IPEndPoint(source, 0));
            }

            socket.Connect(target);
            return new DatagramSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Write(Span<byte> buffer, uint sequence, ClockAnchor anchor, long timestamp, out ulong token)
    {
        token = timestamps.At(anchor, timestamp);
        new SenderPacket(sequence, token, timestamps.Error()).Write(buffer[..SenderPacket.Length]);
        return SenderPacket.Length;
    }

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<byte> packet, out ProbeAnswer answer)
    {
        bool read = ReflectedPacket.TryRead(packet, out ReflectedPacket reflected);
        answer = read ? new ProbeAnswer(reflected.Sender.Sequence, reflected.Sender.Timestamp, reflected.ResidenceNanoseconds) : default;
        return read;
    }
}
