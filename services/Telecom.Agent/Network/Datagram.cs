using System.Net;
using System.Net.Sockets;

namespace Telecom.Agent.Network;

/// <summary>A received packet and what the kernel said about it. One instance is filled again and again.</summary>
internal sealed class Datagram(int capacity, AddressFamily family)
{
    /// <summary>The octets; a longer packet is cut and its <see cref="Truncated"/> set.</summary>
    public byte[] Buffer { get; } = new byte[capacity];

    /// <summary>Octets received.</summary>
    public int Length { get; internal set; }

    /// <summary>True when the packet was longer than the buffer.</summary>
    public bool Truncated { get; internal set; }

    /// <summary>TTL or hop limit of the IP header; null when the system does not tell.</summary>
    public byte? Ttl { get; internal set; }

    /// <summary>When the kernel received the packet by its wall clock, nanoseconds since the Unix epoch; 0 when the system does not tell.</summary>
    public long KernelTimeNanoseconds { get; internal set; }

    /// <summary>Who sent it. The object is reused: copy it to keep it.</summary>
    public SocketAddress Peer { get; } = new(family);

    /// <summary>The local address that the packet was sent to, 4 or 16 octets, so that an answer leaves from it; empty when unknown.</summary>
    public ReadOnlySpan<byte> LocalAddress => _localAddress.AsSpan(0, _localAddressLength);

    /// <summary>The interface of a link-local packet; 0 otherwise.</summary>
    public uint LocalScope { get; internal set; }

    /// <summary>The octets received.</summary>
    public ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);

    private readonly byte[] _localAddress = new byte[16];
    private int _localAddressLength;

    internal void Reset()
    {
        (Length, Truncated, Ttl, KernelTimeNanoseconds, LocalScope, _localAddressLength) = (0, false, null, 0, 0, 0);
        Peer.Size = SocketAddress.GetMaximumAddressSize(family);
    }

    internal void SetLocalAddress(ReadOnlySpan<byte> address)
    {
        address.CopyTo(_localAddress);
        _localAddressLength = address.Length;
    }
}
