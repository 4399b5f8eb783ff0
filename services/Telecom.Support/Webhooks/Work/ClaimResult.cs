namespace Telecom.Support.Webhooks.Work;

/// <summary>Whose a webhook is.</summary>
internal enum ClaimResult
{
    /// <summary>It was this process' and still is.</summary>
    Held,

    /// <summary>It is this process' now; what another wrote before must be looked at first.</summary>
    Taken,

    /// <summary>It is another's, or ended.</summary>
    Refused,
}
