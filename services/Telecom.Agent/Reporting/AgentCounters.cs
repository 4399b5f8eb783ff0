namespace Telecom.Agent.Reporting;

/// <summary>Everything that the agent counts. Metrics, the status file and the status line read the same totals.</summary>
internal sealed class AgentCounters
{
    /// <summary>Probes sent; also those that the network refused to take, which are lost.</summary>
    public Total ProbesSent { get; } = new();

    /// <summary>Probes answered within the timeout.</summary>
    public Total ProbesAnswered { get; } = new();

    /// <summary>Probes without an answer within the timeout.</summary>
    public Total ProbesLost { get; } = new();

    /// <summary>Answers after the timeout; their probes are lost already.</summary>
    public Total AnswersLate { get; } = new();

    /// <summary>Answers to probes that were answered before.</summary>
    public Total AnswersDuplicate { get; } = new();

    /// <summary>Answers that came after the answer to a later probe.</summary>
    public Total AnswersReordered { get; } = new();

    /// <summary>Packets that answer no probe of the session.</summary>
    public Total AnswersStray { get; } = new();

    /// <summary>Answers whose T3 - T2 cannot be true; their delay was taken as T4 - T1.</summary>
    public Total ResidenceRefused { get; } = new();

    /// <summary>Probes that were due and not sent, since the agent itself was held up or its host could not send. Not measured: neither sent nor lost.</summary>
    public Total ProbesSkipped { get; } = new();

    /// <summary>Probes that were due and not sent, since the target's name is not known. Not measured: neither sent nor lost.</summary>
    public Total ProbesUnresolved { get; } = new();

    /// <summary>Readings of interface counters that had stepped back.</summary>
    public Total InterfaceResets { get; } = new();

    /// <summary>Readings of interface counters that found no such interface.</summary>
    public Total InterfaceMissing { get; } = new();

    /// <summary>Packets reflected.</summary>
    public Total Reflected { get; } = new();

    /// <summary>Packets that the reflector ignored: too short, not allowed, or of a session beyond the limit.</summary>
    public Total ReflectorIgnored { get; } = new();

    /// <summary>Reflected packets that the network refused to take.</summary>
    public Total ReflectorFailed { get; } = new();

    /// <summary>Samples measured.</summary>
    public Total SamplesMeasured { get; } = new();

    /// <summary>Samples written to the spool.</summary>
    public Total SamplesSpooled { get; } = new();

    /// <summary>Samples that the agent itself lost, since the spool could not take them.</summary>
    public Total SamplesLost { get; } = new();

    /// <summary>Batches written to the spool.</summary>
    public Total BatchesSpooled { get; } = new();

    /// <summary>Batches sent, re-sent ones each time.</summary>
    public Total BatchesSent { get; } = new();

    /// <summary>Samples acknowledged and stored by the server.</summary>
    public Total SamplesAcknowledged { get; } = new();

    /// <summary>Samples refused for good.</summary>
    public Total SamplesRejected { get; } = new();

    /// <summary>Samples refused for now, which are tried again.</summary>
    public Total SamplesRetried { get; } = new();

    /// <summary>Streams opened to the gateway.</summary>
    public Total StreamsOpened { get; } = new();

    /// <summary>Streams that ended without being finished.</summary>
    public Total StreamsLost { get; } = new();
}
