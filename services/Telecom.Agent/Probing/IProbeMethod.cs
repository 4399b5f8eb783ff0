using System.Net;
using Telecom.Agent.Clocks;
using Telecom.Agent.Network;

namespace Telecom.Agent.Probing;

/// <summary>How a target is probed: the packets of one protocol.</summary>
internal interface IProbeMethod
{
    /// <summary>Longest packet of the protocol, octets.</summary>
    int MaximumPacket { get; }

    /// <summary>Opens a socket that talks to a target.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The network or the system refuses.</exception>
    IDatagramSocket Open(IPEndPoint target, IPAddress? source);

    /// <summary>Writes a probe.</summary>
    /// <param name="buffer">At least <see cref="MaximumPacket"/> octets.</param>
    /// <param name="sequence">Number of the probe.</param>
    /// <param name="anchor">For the wall time of T1.</param>
    /// <param name="timestamp">T1, monotonic.</param>
    /// <param name="token">What the answer will repeat.</param>
    /// <returns>Octets written.</returns>
    int Write(Span<byte> buffer, uint sequence, ClockAnchor anchor, long timestamp, out ulong token);

    /// <summary>Reads an answer; false when the packet is none.</summary>
    bool TryRead(ReadOnlySpan<byte> packet, out ProbeAnswer answer);
}
