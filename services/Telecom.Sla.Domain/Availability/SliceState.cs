namespace Telecom.Sla.Domain.Availability;

/// <summary>What is known of a slice.</summary>
public enum SliceState
{
    /// <summary>Nothing was sent in it: neither good nor bad.</summary>
    Unmeasured = 0,

    /// <summary>Loss at or below the threshold.</summary>
    Good,

    /// <summary>Loss above the threshold.</summary>
    Bad,
}
