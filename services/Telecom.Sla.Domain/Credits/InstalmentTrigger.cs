namespace Telecom.Sla.Domain.Credits;

/// <summary>What opens a refund (reading JO-R3).</summary>
public enum InstalmentTrigger
{
    /// <summary>A missed objective.</summary>
    MissedObjective = 1,

    /// <summary>Any late event that counts.</summary>
    AnyLateEvent,
}
