using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Telecom.Agent.Clocks;
using Telecom.Agent.Network;

namespace Telecom.Agent.Probing;

/// <summary>
/// ICMP echo (RFC 792, RFC 4443) for targets that speak no STAMP, such as a default gateway. The delay includes the time that the target
/// takes to answer. Own sockets rather than the framework's Ping, whose delays are whole milliseconds and which starts a program for each
/// probe where it has no raw socket.
/// </summary>
internal sealed class IcmpMethod : IProbeMethod
{
    private const int HeaderLength = 8;
    private const int PayloadLength = 56;
    private const byte EchoReply4 = 0;
    private const byte EchoRequest4 = 8;
    private const byte EchoRequest6 = 128;
    private const byte EchoReply6 = 129;

    private readonly ulong _nonce = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(8));
    private readonly ushort _identifier = BinaryPrimitives.ReadUInt16BigEndian(RandomNumberGenerator.GetBytes(2));
    private volatile bool _isIpv6;

    /// <inheritdoc/>
    public int MaximumPacket => 60 + HeaderLength + PayloadLength;

    /// <summary>Why this system lets the program send no echo requests; null when it does.</summary>
    public static string? WhyNot(AddressFamily family)
    {
        try
        {
            OpenSocket(family).Dispose();
            return null;
        }
        catch (SocketException exception)
        {
            return $"ICMP echo is not permitted here ({exception.SocketErrorCode}): run as root, grant CAP_NET_RAW, "
                + "or let net.ipv4.ping_group_range contain a group of the agent";
        }
    }

    /// <inheritdoc/>
    public IDatagramSocket Open(IPEndPoint target, IPAddress? source)
    {
        Socket socket = OpenSocket(target.AddressFamily);
        try
        {
            if (source is not null)
            {
                socket.Bind(new IPEndPoint(source, 0));
            }

            _isIpv6 = target.AddressFamily == AddressFamily.InterNetworkV6;
            socket.Connect(new IPEndPoint(target.Address, 0));
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
        token = (ulong)timestamp;
        Span<byte> packet = buffer[..(HeaderLength + PayloadLength)];
        packet.Clear();
        packet[0] = _isIpv6 ? EchoRequest6 : EchoRequest4;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], _identifier);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], (ushort)sequence);
        BinaryPrimitives.WriteUInt64BigEndian(packet[8..], _nonce);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], sequence);
        BinaryPrimitives.WriteUInt64BigEndian(packet[20..], token);
        if (!_isIpv6)
        {
            // For IPv6 the kernel writes it, since it covers addresses that only the kernel knows (RFC 3542 section 3.1).
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], Checksum(packet));
        }

        return packet.Length;
    }

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<byte> packet, out ProbeAnswer answer)
    {
        answer = default;

        // A raw IPv4 socket passes the IP header on; an echo reply begins with 0, an IPv4 header with 4.
        if (!_isIpv6 && packet.Length > 20 && packet[0] >> 4 == 4)
        {
            int header = (packet[0] & 0xf) * 4;
            packet = header <= packet.Length ? packet[header..] : default;
        }

        if (packet.Length < HeaderLength + 20
            || packet[0] != (_isIpv6 ? EchoReply6 : EchoReply4)
            || packet[1] != 0
            || BinaryPrimitives.ReadUInt64BigEndian(packet[8..]) != _nonce)
        {
            return false;
        }

        answer = new ProbeAnswer(BinaryPrimitives.ReadUInt32BigEndian(packet[16..]), BinaryPrimitives.ReadUInt64BigEndian(packet[20..]), 0);
        return true;
    }

    /// <summary>The Internet checksum (RFC 1071) of a packet whose checksum field is zero.</summary>
    internal static ushort Checksum(ReadOnlySpan<byte> packet)
    {
        uint sum = 0;
        for (int i = 0; i + 1 < packet.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet[i..]);
        }

        if (packet.Length % 2 != 0)
        {
            sum += (uint)packet[^1] << 8;
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    // An unprivileged echo socket if the group may have one, else a raw one.
    private static Socket OpenSocket(AddressFamily family)
    {
        ProtocolType protocol = family == AddressFamily.InterNetworkV6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp;
        try
        {
            return new Socket(family, SocketType.Dgram, protocol);
        }
        catch (SocketException)
        {
            return new Socket(family, SocketType.Raw, protocol);
        }
    }
}
