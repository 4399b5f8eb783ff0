using System.Net;
using Telecom.Agent.Stamp;

namespace Telecom.Agent.Probing;

/// <summary>What is measured for one circuit.</summary>
internal sealed record CircuitOptions
{
    /// <summary>Resource name, "customers/{customer}/circuits/{circuit}".</summary>
    public required string Circuit { get; init; }

    /// <summary>How the target is probed. Default STAMP.</summary>
    public ProbeMethodKind Method { get; init; }

    /// <summary>The target; null only when it is not probed.</summary>
    public ProbeTarget? Target { get; init; }

    /// <summary>Local address that probes leave from; null lets the system choose.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Time between probes, 10 ms to 1 hour, default 1 s.</summary>
    public TimeSpan Cadence { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A probe without an answer for this long is lost, 10 ms to 1 minute, default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Format of T1. Default NTP.</summary>
    public TimestampFormat Timestamps { get; init; }

    /// <summary>Interface whose counters give the throughput; null for none.</summary>
    public string? Interface { get; init; }

    /// <summary>Which of the interface's counters. Default the busier direction.</summary>
    public TrafficDirection Direction { get; init; }

    /// <summary>Time between readings of the counters, 100 ms to 1 hour, default 1 s.</summary>
    public TimeSpan InterfaceCadence { get; init; } = TimeSpan.FromSeconds(1);
}
