using System.Net;
using Telecom.Agent.Clocks;
using Telecom.Agent.Network;
using Telecom.Agent.Probing;

namespace Telecom.Agent.Tests.Support;

/// <summary>The packets of a real method on sockets of the test.</summary>
internal sealed class FakeSocketMethod(IProbeMethod packets, Func<IDatagramSocket> open) : IProbeMethod
{
    public int MaximumPacket => packets.MaximumPacket;

    public IDatagramSocket Open(IPEndPoint target, IPAddress? source) => open();

    public int Write(Span<byte> buffer, uint sequence, ClockAnchor anchor, long timestamp, out ulong token) =>
        packets.Write(buffer, sequence, anchor, timestamp, out token);

    public bool TryRead(ReadOnlySpan<byte> packet, out ProbeAnswer answer) => packets.TryRead(packet, out answer);
}
