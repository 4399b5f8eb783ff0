namespace Telecom.Agent.Spooling;

/// <summary>Another agent works with the spool.</summary>
internal sealed class SpoolInUseException(string folder, Exception inner)
    : IOException($"the spool {folder} is in use by another agent; give each agent a spool of its own", inner);
