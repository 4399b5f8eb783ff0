namespace Telecom.Support.Tests.Clocks;

/// <summary>A step of a drawn history that clocks look at.</summary>
/// <param name="Minute">When, minutes after the report.</param>
/// <param name="Kind">What.</param>
/// <param name="Level">Index of the level that the case then has; gravest 0.</param>
internal sealed record DrawnStep(int Minute, DrawnKind Kind, int Level);
