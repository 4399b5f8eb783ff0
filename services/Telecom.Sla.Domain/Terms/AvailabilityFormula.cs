namespace Telecom.Sla.Domain.Terms;

/// <summary>How availability is made of time.</summary>
public enum AvailabilityFormula
{
    /// <summary>1 − downtime ÷ service time.</summary>
    UptimeShare = 1,

    /// <summary>Target − downtime ÷ service time: a second definition that some texts carry (reading JL-R2).</summary>
    TargetMinusDowntime,
}
