namespace Telecom.Sla.Domain.Budgets;

/// <summary>What an alert calls for.</summary>
public enum AlertUrgency
{
    /// <summary>Somebody looks at it in the next working hours.</summary>
    Ticket = 1,

    /// <summary>Somebody looks at it now.</summary>
    Page,
}
