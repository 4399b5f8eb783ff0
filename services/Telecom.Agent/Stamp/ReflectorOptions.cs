using System.Net;

namespace Telecom.Agent.Stamp;

/// <summary>How the reflector works.</summary>
internal sealed record ReflectorOptions
{
    /// <summary>Addresses and ports to listen on, at least one. Port 862 is STAMP's own (RFC 8762 section 4.1); 0 takes a free one.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>
    /// False (default): the reflector's sequence number repeats the sender's. True: it counts the reflected packets of each session (the
    /// sender's address and port), so that a sender can tell loss on the way there from loss on the way back (RFC 8762 section 4).
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>Format of T2 and T3. Default NTP.</summary>
    public TimestampFormat Timestamps { get; init; }

    /// <summary>Networks whose packets are reflected; empty (default) means all.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];

    /// <summary>Most sessions that a stateful reflector remembers, 1 to 1,000,000, default 10,000. Packets of further sessions are not reflected.</summary>
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>A session without a packet for this long is forgotten (REFWAIT of RFC 5357 section 3.1). Default 15 minutes.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromMinutes(15);
}
