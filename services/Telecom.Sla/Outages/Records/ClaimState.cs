namespace Telecom.Sla.Outages.Records;

/// <summary>A claim as it is recorded.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Fact">What was filed.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Place">Position of its first event: its place among all of the customer.</param>
internal sealed record ClaimState(string Name, ClaimFact Fact, long Version, long Place);
