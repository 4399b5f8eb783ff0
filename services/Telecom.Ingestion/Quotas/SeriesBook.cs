namespace Telecom.Ingestion.Quotas;

/// <summary>
/// Which circuits each agent measures: one series each. Counted once, however many streams and calls bring them. A series that did not
/// come for a while gives its place back when somebody needs one. Not safe for several threads.
/// </summary>
/// <param name="perAgent">Most of one agent; 0 for no limit.</param>
/// <param name="perCustomer">Most of one customer's agents together; 0 for no limit.</param>
/// <param name="retentionDays">Days after which a series that did not come is no longer counted.</param>
internal sealed class SeriesBook(int perAgent, int perCustomer, int retentionDays)
{
    private readonly Dictionary<string, CustomerSeries> _customers = new(StringComparer.Ordinal);

    /// <summary>Number of series.</summary>
    public int Count { get; private set; }

    /// <summary>All series, with the day on which each came last.</summary>
    public IEnumerable<(string Agent, string Circuit, int Day)> All =>
        from customer in _customers.Values
        from agent in customer.Agents
        from circuit in agent.Value
        select (agent.Key, circuit.Key, circuit.Value);

    /// <summary>Notes a series that came.</summary>
    /// <param name="agent">Resource name of the agent.</param>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="today">The day, counted from any.</param>
    public SeriesVerdict Admit(string agent, string circuit, int today)
    {
        CustomerSeries customer = Of(SampleQuotas.CustomerOf(agent));
        if (!customer.Agents.TryGetValue(agent, out Dictionary<string, int>? circuits))
        {
            customer.Agents[agent] = circuits = new Dictionary<string, int>(StringComparer.Ordinal);
        }

        if (circuits.TryGetValue(circuit, out int day))
        {
            // A clock that was set back takes nothing back.
            circuits[circuit] = Math.Max(day, today);
            return day < today ? SeriesVerdict.Noted : SeriesVerdict.Known;
        }

        if (Full(customer, circuits) is not null && customer.SweptOn != today)
        {
            customer.SweptOn = today;
            Sweep(customer, today);
        }

        if (Full(customer, circuits) is { } full)
        {
            return full;
        }

        circuits[circuit] = today;
        customer.Count++;
        Count++;
        return SeriesVerdict.Noted;
    }

    private SeriesVerdict? Full(CustomerSeries customer, Dictionary<string, int> circuits) =>
        perAgent > 0 && circuits.Count >= perAgent ? SeriesVerdict.AgentFull
        : perCustomer > 0 && customer.Count >= perCustomer ? SeriesVerdict.CustomerFull
        : null;

    private CustomerSeries Of(string name)
    {
        if (!_customers.TryGetValue(name, out CustomerSeries? customer))
        {
            _customers[name] = customer = new CustomerSeries();
        }

        return customer;
    }

    private void Sweep(CustomerSeries customer, int today)
    {
        foreach (Dictionary<string, int> circuits in customer.Agents.Values)
        {
            foreach ((string circuit, int day) in circuits)
            {
                if (day <= today - retentionDays)
                {
                    _ = circuits.Remove(circuit);
                    customer.Count--;
                    Count--;
                }
            }
        }
    }

    private sealed class CustomerSeries
    {
        public Dictionary<string, Dictionary<string, int>> Agents { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }

        public int SweptOn { get; set; } = int.MinValue;
    }
}
