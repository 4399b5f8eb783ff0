using System.Diagnostics.Metrics;
using Telecom.Agent.Spooling;

namespace Telecom.Agent.Reporting;

/// <summary>The agent's instruments: the same totals as the status file, and the state of the spool.</summary>
internal sealed class AgentMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Telecom.Agent";

    private readonly Meter _meter;

    /// <summary>Makes the instruments.</summary>
    public AgentMetrics(IMeterFactory factory, AgentCounters counters, Func<SpoolState?> spool)
    {
        _meter = factory.Create(MeterName);
        Count("agent.probes.sent", "{probe}", "Probes sent", counters.ProbesSent);
        Count("agent.probes.answered", "{probe}", "Probes answered in time", counters.ProbesAnswered);
        Count("agent.probes.lost", "{probe}", "Probes without an answer in time", counters.ProbesLost);
        Count("agent.probes.skipped", "{probe}", "Probes not sent because the agent was held up or its host could not send", counters.ProbesSkipped);
        Count("agent.probes.unresolved", "{probe}", "Probes not sent because the target's name is not known", counters.ProbesUnresolved);
        Count("agent.answers.late", "{packet}", "Answers after the timeout", counters.AnswersLate);
        Count("agent.answers.duplicate", "{packet}", "Further answers to answered probes", counters.AnswersDuplicate);
        Count("agent.answers.reordered", "{packet}", "Answers overtaken by a later probe's answer", counters.AnswersReordered);
        Count("agent.answers.stray", "{packet}", "Packets that answer no probe", counters.AnswersStray);
        Count("agent.answers.residence_refused", "{packet}", "Answers whose reflector residence cannot be true", counters.ResidenceRefused);
        Count("agent.interface.resets", "{reading}", "Interface counters that stepped back", counters.InterfaceResets);
        Count("agent.interface.missing", "{reading}", "Readings that found no interface", counters.InterfaceMissing);
        Count("agent.reflector.reflected", "{packet}", "Packets reflected", counters.Reflected);
        Count("agent.reflector.ignored", "{packet}", "Packets not reflected", counters.ReflectorIgnored);
        Count("agent.reflector.failed", "{packet}", "Reflected packets that the network did not take", counters.ReflectorFailed);
        Count("agent.samples.measured", "{sample}", "Samples measured", counters.SamplesMeasured);
        Count("agent.samples.spooled", "{sample}", "Samples written to the spool", counters.SamplesSpooled);
        Count("agent.samples.lost", "{sample}", "Samples lost by the agent because the spool took none", counters.SamplesLost);
        Count("agent.samples.acknowledged", "{sample}", "Samples acknowledged and stored", counters.SamplesAcknowledged);
        Count("agent.samples.rejected", "{sample}", "Samples refused for good", counters.SamplesRejected);
        Count("agent.samples.retried", "{sample}", "Samples refused for now", counters.SamplesRetried);
        Count("agent.batches.spooled", "{batch}", "Batches written to the spool", counters.BatchesSpooled);
        Count("agent.batches.sent", "{batch}", "Batches sent, re-sent ones each time", counters.BatchesSent);
        Count("agent.streams.opened", "{stream}", "Streams opened", counters.StreamsOpened);
        Count("agent.streams.lost", "{stream}", "Streams that ended without being finished", counters.StreamsLost);
        _meter.CreateObservableGauge("spool.full", () => spool()?.Full == true ? 1 : 0, "1", "1 while the spool takes no samples");
        _meter.CreateObservableGauge("spool.size", () => spool()?.Bytes ?? 0, "By", "Bytes of spooled batches");
        _meter.CreateObservableGauge(
            "spool.pending", () => spool() is { } state ? (long)(state.LastSequence - state.AcknowledgedSequence) : 0, "{batch}", "Batches not acknowledged");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, Total total) =>
        _meter.CreateObservableCounter(name, () => total.Value, unit, description);
}
