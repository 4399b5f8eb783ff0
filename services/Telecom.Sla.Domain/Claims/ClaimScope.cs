namespace Telecom.Sla.Domain.Claims;

/// <summary>What one timely claim opens.</summary>
public enum ClaimScope
{
    /// <summary>The whole period in which the claimed event lies.</summary>
    Period = 1,

    /// <summary>The claimed incident alone.</summary>
    Incident,
}
