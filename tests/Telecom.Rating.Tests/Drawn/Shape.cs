namespace Telecom.Rating.Tests.Drawn;

/// <summary>The five shapes of agreements.</summary>
internal enum Shape
{
    /// <summary>Downtime from the report, a table of credits, a cap, calendar months.</summary>
    ReportTable,

    /// <summary>Billing cycles, tiers, a least amount, two steps to claim.</summary>
    CycleTiers,

    /// <summary>A rate for every step of downtime, with readings.</summary>
    Rate,

    /// <summary>Workdays as service time, credit days, a cap in days of fees.</summary>
    CreditDays,

    /// <summary>Instalments over events.</summary>
    Instalments,
}
