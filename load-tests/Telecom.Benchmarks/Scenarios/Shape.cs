namespace Telecom.Benchmarks.Scenarios;

/// <summary>The five shapes of credit.</summary>
public enum Shape
{
    /// <summary>Rows of availability with a share each.</summary>
    Tiers = 1,

    /// <summary>A table of the subscription, and a cap.</summary>
    CappedTable,

    /// <summary>A share for every step of missing availability, in four readings.</summary>
    Rate,

    /// <summary>A share for every workday on which a long incident lasted long enough.</summary>
    CreditDays,

    /// <summary>A refund in parts for an objective over events.</summary>
    Instalments,
}
