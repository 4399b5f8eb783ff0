namespace Telecom.Sla.Domain.Cases;

/// <summary>An event with the level that it leaves the case in.</summary>
/// <param name="Event">The event.</param>
/// <param name="Level">Index of the level in the contract's table.</param>
internal readonly record struct CaseStep(CaseEvent Event, int Level);
