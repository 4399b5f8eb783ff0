using System.Collections.Immutable;

namespace Telecom.Sla.Outages;

/// <summary>What the stream of a circuit says: its outages and the reports about it. Immutable.</summary>
/// <param name="Version">Number of events of the stream.</param>
/// <param name="Outages">Outages by resource name, which sorts them by their first detected start.</param>
/// <param name="Reports">Reports by the resource name of the case.</param>
internal sealed record CircuitOutages(
    long Version, ImmutableSortedDictionary<string, OutageFact> Outages, ImmutableSortedDictionary<string, ReportReceived> Reports)
{
    /// <summary>A circuit without any event.</summary>
    public static CircuitOutages None { get; } = new(
        0,
        ImmutableSortedDictionary<string, OutageFact>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableSortedDictionary<string, ReportReceived>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>Outages that were not withdrawn.</summary>
    public IEnumerable<OutageFact> Live => Outages.Values.Where(outage => !outage.Withdrawn);

    /// <summary>After an event of an outage.</summary>
    /// <param name="outage">The outage after it.</param>
    public CircuitOutages With(OutageFact outage) => this with { Version = Version + 1, Outages = Outages.SetItem(outage.Name, outage) };

    /// <summary>After a report.</summary>
    public CircuitOutages With(ReportReceived report) => this with { Version = Version + 1, Reports = Reports.SetItem(report.Case, report) };
}
