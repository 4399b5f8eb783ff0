using System.Diagnostics.Metrics;

namespace Telecom.Gateway.Audit;

/// <summary>What the audit log measures of itself.</summary>
internal sealed class AuditMetrics
{
    private readonly Counter<long> _written;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _failures;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public AuditMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(GatewayMetrics.MeterName);
        _written = meter.CreateCounter<long>("telecom.gateway.audit.entries", "{entry}", "Entries of the audit log that are on stable storage.");
        _lost = meter.CreateCounter<long>("telecom.gateway.audit.lost", "{entry}", "Entries of the audit log for which there was no room.");
        _failures = meter.CreateCounter<long>("telecom.gateway.audit.failures", "{attempt}", "Attempts to write the audit log that failed.");
    }

    /// <summary>Entries are on stable storage.</summary>
    /// <param name="entries">How many.</param>
    public void Written(int entries) => _written.Add(entries);

    /// <summary>Entries found no room.</summary>
    /// <param name="entries">How many.</param>
    public void Lost(int entries) => _lost.Add(entries);

    /// <summary>An attempt to write failed.</summary>
    public void Failed() => _failures.Add(1);
}
