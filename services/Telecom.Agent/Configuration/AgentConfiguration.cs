using Telecom.Agent.Probing;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Stamp;
using Telecom.Agent.Uplink;

namespace Telecom.Agent.Configuration;

/// <summary>Everything that the agent is told.</summary>
internal sealed record AgentConfiguration
{
    /// <summary>Resource name, "customers/{customer}/agents/{agent}".</summary>
    public required string Agent { get; init; }

    /// <summary>Where samples are sent.</summary>
    public required GatewayOptions Gateway { get; init; }

    /// <summary>How samples are kept on disk.</summary>
    public required SpoolOptions Spool { get; init; }

    /// <summary>How samples are gathered.</summary>
    public BatchOptions Batch { get; init; } = new();

    /// <summary>What is measured; at least one.</summary>
    public required IReadOnlyList<CircuitOptions> Circuits { get; init; }

    /// <summary>The reflector in the same program; null for none.</summary>
    public ReflectorOptions? Reflector { get; init; }

    /// <summary>Time between status lines in the log, 1 s to 1 day, default 10 s. The status file is written every second.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(10);
}
