namespace Telecom.Agent.Configuration;

/// <summary>A configuration, or everything that is wrong with it.</summary>
/// <param name="Configuration">The configuration; null when there are errors.</param>
/// <param name="Errors">The errors in the order of the file.</param>
internal sealed record ConfigurationResult(AgentConfiguration? Configuration, IReadOnlyList<ConfigurationError> Errors);
