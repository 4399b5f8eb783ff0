using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Outages.Records;

namespace Telecom.Sla.Statements;

/// <summary>What was known of one circuit at an instant.</summary>
/// <param name="Circuit">Resource name.</param>
/// <param name="Outages">Outages under the subscription that touch the period, by start; none that was withdrawn.</param>
/// <param name="Exclusions">Exclusions of its time, by the place in which they were recorded.</param>
/// <param name="Unmeasured">Rated time in which nothing was measured.</param>
internal sealed record CircuitFacts(string Circuit, IReadOnlyList<OutageFact> Outages, IReadOnlyList<ExclusionState> Exclusions, TimeSet Unmeasured);
