using System.Text.Json;
using System.Text.Json.Serialization;
using Telecom.Agent.Spooling;
using Telecom.Agent.Uplink;

namespace Telecom.Agent.Reporting;

/// <summary>The status file: what operators and tests read of a running agent, or of one that has ended. Totals are since the program began unless said otherwise.</summary>
/// <param name="Agent">Resource name.</param>
/// <param name="Software">Name and version of the program.</param>
/// <param name="UpdatedAt">When it was written.</param>
/// <param name="State">"running" or "stopped"; an agent that was killed says "running" with an old time.</param>
/// <param name="Uplink">How the uplink is.</param>
/// <param name="Probes">Probes.</param>
/// <param name="Samples">Samples.</param>
/// <param name="Spool">The spool.</param>
/// <param name="ReflectedPackets">Packets reflected.</param>
/// <param name="ClockSteps">How often the wall clock was found stepped.</param>
internal sealed record AgentStatus(
    string Agent,
    string Software,
    DateTimeOffset UpdatedAt,
    string State,
    string Uplink,
    AgentStatus.ProbeTotals Probes,
    AgentStatus.SampleTotals Samples,
    AgentStatus.SpoolTotals Spool,
    long ReflectedPackets,
    long ClockSteps)
{
    /// <summary>Name of the file in the spool's folder.</summary>
    public const string FileName = "status.json";

    /// <summary>How it is written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>Takes the status now.</summary>
    public static AgentStatus Take(string agent, DateTimeOffset now, bool running, UplinkState uplink, AgentCounters counters, SampleSpool spool, int waiting, long clockSteps)
    {
        SpoolState state = spool.State;
        return new AgentStatus(
            agent,
            Telecom.Agent.Software.NameAndVersion,
            now,
            running ? "running" : "stopped",
            uplink.ToString().ToLowerInvariant(),
            new ProbeTotals(
                counters.ProbesSent.Value,
                counters.ProbesAnswered.Value,
                counters.ProbesLost.Value,
                counters.ProbesSkipped.Value,
                counters.ProbesUnresolved.Value,
                counters.AnswersLate.Value,
                counters.AnswersDuplicate.Value,
                counters.AnswersReordered.Value,
                counters.AnswersStray.Value),
            new SampleTotals(
                counters.SamplesMeasured.Value, counters.SamplesSpooled.Value, waiting, counters.SamplesLost.Value, state.AcknowledgedSamples, state.RejectedSamples),
            new SpoolTotals(
                state.Epoch.ToString(),
                state.LastSequence,
                state.AcknowledgedSequence,
                state.LastSequence - state.AcknowledgedSequence,
                counters.BatchesSpooled.Value,
                state.RetryBatches,
                state.Bytes,
                state.Full),
            counters.Reflected.Value,
            clockSteps);
    }

    /// <summary>Puts it in place of the file before.</summary>
    public void Write(string folder) =>
        DurableFiles.Replace(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json), sync: false);

    /// <summary>Reads a file; null when there is none.</summary>
    public static AgentStatus? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<AgentStatus>(File.ReadAllBytes(path), Json) : null;
    }

    /// <summary>Probes.</summary>
    /// <param name="Sent">Sent.</param>
    /// <param name="Answered">Answered in time.</param>
    /// <param name="Lost">Not answered in time. Sent less answered less lost are on their way.</param>
    /// <param name="Skipped">Not sent, the agent was held up.</param>
    /// <param name="Unresolved">Not sent, the target's name is not known.</param>
    /// <param name="Late">Answers after the timeout.</param>
    /// <param name="Duplicate">Further answers to answered probes.</param>
    /// <param name="Reordered">Answers overtaken by a later probe's answer.</param>
    /// <param name="Stray">Packets that answer no probe.</param>
    internal sealed record ProbeTotals(
        long Sent, long Answered, long Lost, long Skipped, long Unresolved, long Late, long Duplicate, long Reordered, long Stray);

    /// <summary>Samples.</summary>
    /// <param name="Measured">Measured.</param>
    /// <param name="Spooled">Written to the spool.</param>
    /// <param name="Waiting">In memory, not in the spool yet.</param>
    /// <param name="LostByAgent">Lost because the spool took none.</param>
    /// <param name="Acknowledged">Acknowledged and stored, since the spool was made.</param>
    /// <param name="Rejected">Refused for good, since the spool was made.</param>
    internal sealed record SampleTotals(long Measured, long Spooled, long Waiting, long LostByAgent, long Acknowledged, long Rejected);

    /// <summary>The spool.</summary>
    /// <param name="Epoch">Epoch of the sequence numbers, hexadecimal.</param>
    /// <param name="LastSequence">Newest batch.</param>
    /// <param name="AcknowledgedSequence">Every batch up to this one is acknowledged.</param>
    /// <param name="PendingBatches">Batches not acknowledged.</param>
    /// <param name="SpooledBatches">Batches of new samples spooled since the program began; retried ones not counted.</param>
    /// <param name="RetryBatches">Groups of refused samples that wait to be tried again.</param>
    /// <param name="Bytes">Bytes on disk.</param>
    /// <param name="Full">True while it takes no samples.</param>
    internal sealed record SpoolTotals(
        string Epoch,
        ulong LastSequence,
        ulong AcknowledgedSequence,
        ulong PendingBatches,
        long SpooledBatches,
        int RetryBatches,
        long Bytes,
        bool Full);
}
