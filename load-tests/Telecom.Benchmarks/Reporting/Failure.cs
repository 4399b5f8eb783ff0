namespace Telecom.Benchmarks.Reporting;

/// <summary>A part without figures.</summary>
/// <param name="Part">Which.</param>
/// <param name="Reason">Why.</param>
internal sealed record Failure(string Part, string Reason);
