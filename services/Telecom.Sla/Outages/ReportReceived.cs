namespace Telecom.Sla.Outages;

/// <summary>A customer's report about a circuit. It stays with the circuit, since the outage may be detected only later.</summary>
/// <param name="Case">Resource name of the case.</param>
/// <param name="ReportedAtUs">When the customer reported, microseconds since the Unix epoch.</param>
/// <param name="RecordedAtUs">When this service learned of it, microseconds since the Unix epoch.</param>
internal sealed record ReportReceived(string Case, long ReportedAtUs, long RecordedAtUs)
{
    /// <summary>Type of the event.</summary>
    public const string Type = "report.received.v1";
}
