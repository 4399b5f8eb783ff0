namespace Telecom.Sla.Domain.Terms;

/// <summary>When a condition on the customer's account must hold.</summary>
public enum GateTest
{
    /// <summary>Before anything else: without it the agreement does not apply at all.</summary>
    Scope = 1,

    /// <summary>When the credit is issued.</summary>
    AtIssue,

    /// <summary>During all the downtime that the credit rests on.</summary>
    DuringDowntime,
}
