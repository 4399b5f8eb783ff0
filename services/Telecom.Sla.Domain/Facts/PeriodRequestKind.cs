namespace Telecom.Sla.Domain.Facts;

/// <summary>How evidence names a period.</summary>
public enum PeriodRequestKind
{
    /// <summary>Two instants.</summary>
    Range = 1,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A calendar year: its twelve months and the year itself.</summary>
    Year,
}
