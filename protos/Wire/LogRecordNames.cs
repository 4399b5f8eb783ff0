using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>Names in log records.</summary>
public static class LogRecordNames
{
    /// <summary>
    /// What the names of a customer's circuits begin with. A lane's circuits are all of its agent's customer, so its records write this once.
    /// </summary>
    /// <param name="agent">Resource name of the lane's agent, "customers/{customer}/agents/{agent}".</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public static string CircuitPrefixOf(string agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        int customer = agent.IndexOf("/agents/", StringComparison.Ordinal);
        return customer > 0
            ? string.Concat(agent.AsSpan(0, customer), "/circuits/")
            : throw new ArgumentException($"\"{agent}\" is not of the form \"customers/{{customer}}/agents/{{agent}}\".", nameof(agent));
    }

    /// <summary>The circuits that a record's handles mean, by handle, with their whole names.</summary>
    /// <exception cref="ArgumentException">A handle is declared twice.</exception>
    public static Dictionary<uint, string> CircuitNames(this LogRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Circuits.ToDictionary(circuit => circuit.Handle, circuit => record.CircuitPrefix + circuit.Circuit);
    }
}
