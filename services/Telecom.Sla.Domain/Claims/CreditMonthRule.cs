namespace Telecom.Sla.Domain.Claims;

/// <summary>On which month a claimed credit appears.</summary>
public enum CreditMonthRule
{
    /// <summary>The month after the one in which the claim was received.</summary>
    MonthAfterReceipt = 1,

    /// <summary>The month in which the incident occurred.</summary>
    IncidentMonth,

    /// <summary>The month after the one in which the incident occurred; the first of the instalments where there are several.</summary>
    MonthAfterIncident,
}
