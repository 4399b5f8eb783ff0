namespace Telecom.Sla.Outages;

/// <summary>Content of every event of an outage.</summary>
/// <param name="Outage">The outage after it.</param>
/// <param name="Link">Resource name of the case, exclusion or claim that it is about; empty: none.</param>
internal sealed record OutageChanged(OutageFact Outage, string Link);
