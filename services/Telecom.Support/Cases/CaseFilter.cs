using Telecom.Support.V1;

namespace Telecom.Support.Cases;

/// <summary>Which cases a list shows.</summary>
/// <param name="States">States; empty: all.</param>
/// <param name="DueBeforeUs">Only cases of which an open clock is due before this instant, microseconds since the Unix epoch; 0: all.</param>
/// <param name="Severities">Severities; empty: all.</param>
/// <param name="Subscription">Resource name of a subscription; empty: all.</param>
/// <param name="Circuit">Resource name of a circuit; empty: all.</param>
internal sealed record CaseFilter(
    IReadOnlySet<CaseState> States, long DueBeforeUs, IReadOnlySet<string> Severities, string Subscription, string Circuit)
{
    /// <summary>True when a case is shown. A clock that was breached and is still open was due before.</summary>
    public bool Matches(CaseEntry entry) =>
        (States.Count == 0 || States.Contains(entry.Core.State))
        && (Severities.Count == 0 || Severities.Contains(entry.Core.Severity))
        && (Subscription.Length == 0 || entry.Core.Subscription == Subscription)
        && (Circuit.Length == 0 || entry.Core.Circuit == Circuit)
        && (DueBeforeUs == 0 || entry.NextDueAtUs < DueBeforeUs);
}
