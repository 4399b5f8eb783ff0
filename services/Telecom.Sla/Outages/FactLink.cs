namespace Telecom.Sla.Outages;

/// <summary>A fact that refers to an outage, as the outage has it.</summary>
/// <param name="Name">Resource name of the fact.</param>
/// <param name="Version">Number of its events that the outage has been told of.</param>
internal sealed record FactLink(string Name, long Version);
