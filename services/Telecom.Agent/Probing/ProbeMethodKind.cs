namespace Telecom.Agent.Probing;

/// <summary>How a circuit's target is probed.</summary>
internal enum ProbeMethodKind
{
    /// <summary>STAMP, RFC 8762.</summary>
    Stamp,

    /// <summary>ICMP echo.</summary>
    Icmp,

    /// <summary>Not at all: only the interface's counters are read.</summary>
    None,
}
