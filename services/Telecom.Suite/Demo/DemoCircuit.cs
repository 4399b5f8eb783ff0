namespace Telecom.Suite;

/// <summary>A circuit of the demonstration.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="What">What is measured, for people.</param>
/// <param name="AgentYaml">Its entries in the agent's configuration.</param>
internal sealed record DemoCircuit(string Name, string What, string AgentYaml);
