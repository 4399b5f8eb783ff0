using Telecom.Catalog.V1;

namespace Telecom.Catalog.State;

/// <summary>Changes of agents. Each is decided on the agent as it is, so that asking twice changes once.</summary>
internal static class AgentChanges
{
    /// <summary>Disables an agent; a disabled one stays as it is, with the time of the first.</summary>
    /// <param name="stored">The agent.</param>
    /// <param name="version">Version of its stream.</param>
    /// <param name="nowUs">Now, microseconds since the Unix epoch.</param>
    public static CatalogChange<Agent> Disable(Agent stored, long version, long nowUs) =>
        stored.DisableTimeUs != 0
            ? CatalogChange.None(stored)
            : Change(new Agent(stored) { DisableTimeUs = nowUs }, version, EventTypes.AgentDisabled);

    /// <summary>Enables an agent; an enabled one stays as it is.</summary>
    /// <param name="stored">The agent.</param>
    /// <param name="version">Version of its stream.</param>
    public static CatalogChange<Agent> Enable(Agent stored, long version) =>
        stored.DisableTimeUs == 0
            ? CatalogChange.None(stored)
            : Change(new Agent(stored) { DisableTimeUs = 0 }, version, EventTypes.AgentEnabled);

    private static CatalogChange<Agent> Change(Agent changed, long version, string type) => CatalogChange.Of(changed, changed.Name, version, type, changed);
}
