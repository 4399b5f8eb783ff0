using Telecom.Sla.V1;

namespace Telecom.Sla.Outages;

/// <summary>Types of the events of an outage in the store: "outage.{kind}.v1".</summary>
internal static class OutageTypes
{
    private static readonly Dictionary<OutageEventKind, string> Names = new()
    {
        [OutageEventKind.Detected] = "outage.detected.v1",
        [OutageEventKind.Revised] = "outage.revised.v1",
        [OutageEventKind.Ended] = "outage.ended.v1",
        [OutageEventKind.Withdrawn] = "outage.withdrawn.v1",
        [OutageEventKind.Reported] = "outage.reported.v1",
        [OutageEventKind.Exclusion] = "outage.exclusion.v1",
        [OutageEventKind.Claim] = "outage.claim.v1",
        [OutageEventKind.Linked] = "outage.linked.v1",
    };

    private static readonly Dictionary<string, OutageEventKind> Kinds = Names.ToDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>The type of a kind.</summary>
    public static string Of(OutageEventKind kind) => Names[kind];

    /// <summary>The kind of a type; unspecified when it is none of an outage.</summary>
    public static OutageEventKind KindOf(string type) => Kinds.GetValueOrDefault(type);
}
