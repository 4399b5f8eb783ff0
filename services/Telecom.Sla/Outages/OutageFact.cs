namespace Telecom.Sla.Outages;

/// <summary>An outage as its events say it. Every event carries the whole of it, so that the last one is the outage.</summary>
/// <param name="Name">Resource name, "customers/{customer}/outages/{outage}".</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Subscription">Resource name of the subscription when it was detected.</param>
/// <param name="Contract">Resource name of the contract when it was detected.</param>
/// <param name="Plan">Plan of the contract when it was detected.</param>
/// <param name="StartUs">Measured start, microseconds since the Unix epoch.</param>
/// <param name="EndUs">Measured end, microseconds since the Unix epoch; while it goes on, as far as it was certain when this was written.</param>
internal sealed record OutageFact(string Name, string Circuit, string Subscription, string Contract, string Plan, long StartUs, long EndUs)
{
    /// <summary>True while it goes on.</summary>
    public bool Ongoing { get; init; }

    /// <summary>True when later samples showed that there was none.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>When the customer first reported it, microseconds since the Unix epoch; 0: never.</summary>
    public long ReportedAtUs { get; init; }

    /// <summary>Resource names of the cases that reported it.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];

    /// <summary>Resource names of the cases about it, reports included.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>The exclusions for it.</summary>
    public IReadOnlyList<FactLink> Exclusions { get; init; } = [];

    /// <summary>The claims for it.</summary>
    public IReadOnlyList<FactLink> Claims { get; init; } = [];

    /// <summary>When it was first recorded, microseconds since the Unix epoch.</summary>
    public long RecordedAtUs { get; init; }

    /// <summary>Place of the last event in its history, from 1.</summary>
    public long Place { get; init; }
}
