using System.Diagnostics.Metrics;

namespace Telecom.Catalog;

/// <summary>What the catalogue counts.</summary>
internal sealed class CatalogMetrics
{
    private readonly Counter<long> _changes;
    private readonly Counter<long> _verifications;
    private readonly Counter<long> _agentVerifications;

    public CatalogMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create("Telecom.Catalog");
        _changes = meter.CreateCounter<long>("catalog.changes", "{event}", "Events appended by this process, by type");
        _verifications = meter.CreateCounter<long>("catalog.key.verifications", "{key}", "Keys checked, by result");
        _agentVerifications = meter.CreateCounter<long>("catalog.agent.verifications", "{agent}", "Agents with a certificate checked, by result");
    }

    /// <summary>Counts an appended event.</summary>
    /// <param name="type">Its type, from the closed set of event types.</param>
    public void Changed(string type) => _changes.Add(1, new KeyValuePair<string, object?>("event.type", type));

    /// <summary>Counts a key check.</summary>
    public void Verified(bool accepted) => _verifications.Add(1, Result(accepted));

    /// <summary>Counts a check of an agent that has a certificate.</summary>
    public void AgentVerified(bool accepted) => _agentVerifications.Add(1, Result(accepted));

    private static KeyValuePair<string, object?> Result(bool accepted) => new("result", accepted ? "accepted" : "refused");
}
