namespace Telecom.Benchmarks.Load;

/// <summary>What was sent, acknowledged, stored or counted differs: there is no figure.</summary>
/// <param name="message">The counts.</param>
internal sealed class ReconciliationException(string message) : Exception(message);
