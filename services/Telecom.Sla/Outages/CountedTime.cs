using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Outages;

/// <summary>What a contract counts of an outage.</summary>
/// <param name="Range">The time; null: nothing.</param>
/// <param name="Because">Why, for people, with the clause.</param>
internal sealed record CountedTime(TimeRange? Range, string Because)
{
    /// <summary>Nothing counts.</summary>
    public static CountedTime Nothing(string because) => new(null, because);
}
