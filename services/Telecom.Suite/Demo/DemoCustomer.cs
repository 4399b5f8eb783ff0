namespace Telecom.Suite;

/// <summary>The demonstration customer as registered.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Circuits">Its circuits.</param>
/// <param name="AgentConfigFile">Configuration that the agent runs with.</param>
/// <param name="ViewerSecret">Secret of a key that may read the customer.</param>
internal sealed record DemoCustomer(string Name, IReadOnlyList<DemoCircuit> Circuits, string AgentConfigFile, string ViewerSecret);
