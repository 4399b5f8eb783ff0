namespace Telecom.Agent.Probing;

/// <summary>Which direction of an interface a throughput is.</summary>
internal enum TrafficDirection
{
    /// <summary>The greater of both, each time anew.</summary>
    Busier,

    /// <summary>Received by this host.</summary>
    Receive,

    /// <summary>Sent by this host.</summary>
    Transmit,
}
