using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Checks conditions on the account. One that was not examined does not fail; the statement lists it among its assumptions.</summary>
internal static class GateCheck
{
    /// <summary>True when a condition does not hold at an instant; one that holds for ranges needs an instant to fail at.</summary>
    public static bool Fails(GateFacts found, UtcInstant? at) => found.Holds is { } holds ? !holds : at is { } instant && !found.HoldsAt(instant);

    /// <summary>The first condition that a credit fails; null when there is none.</summary>
    /// <param name="context">The rating.</param>
    /// <param name="down">The downtime that the credit rests on.</param>
    /// <param name="period">The period: scope is tested at its last instant.</param>
    public static GateTerms? FirstFailed(RatingContext context, TimeSet down, TimeRange period)
    {
        UtcInstant close = period.End.Plus(-1);
        return context.Terms.Gates.FirstOrDefault(gate => context.Facts.Gates.TryGetValue(gate.Id, out GateFacts? found) && gate.Test switch
        {
            GateTest.Scope => Fails(found, close),
            GateTest.AtIssue => Fails(found, context.Facts.AsOf ?? close),
            _ => found.Holds == false || !found.HoldsDuring(down),
        });
    }
}
