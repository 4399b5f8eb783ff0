namespace Telecom.Sla.Domain.Terms;

/// <summary>From when an outage counts in the contractual ledger. The measured ledger always has the failure itself.</summary>
public enum AccrualStart
{
    /// <summary>The failure.</summary>
    Measured = 1,

    /// <summary>The later of failure and the customer's report; without a report nothing counts.</summary>
    Report,

    /// <summary>The later of failure and the customer's recognition; a notice shows recognition, and without either nothing counts.</summary>
    Recognition,

    /// <summary>The latest of failure, recognition and notice to the provider; without notice nothing counts.</summary>
    RecognitionAndNotice,
}
