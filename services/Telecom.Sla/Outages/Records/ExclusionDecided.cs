namespace Telecom.Sla.Outages.Records;

/// <summary>A decision about an exclusion.</summary>
/// <param name="Status">"approved" or "rejected".</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="DecidedAtUs">When, microseconds since the Unix epoch.</param>
internal sealed record ExclusionDecided(string Status, string Reason, string By, long DecidedAtUs)
{
    /// <summary>Type of the event.</summary>
    public const string Type = "exclusion.decided.v1";
}
