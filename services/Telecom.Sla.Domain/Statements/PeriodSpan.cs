namespace Telecom.Sla.Domain.Statements;

/// <summary>What a rated period is.</summary>
public enum PeriodSpan
{
    /// <summary>A calendar month, or the part of it that one version of the contract covers.</summary>
    Month = 1,

    /// <summary>A calendar year.</summary>
    Year,

    /// <summary>A billing cycle, or any other range that was given.</summary>
    Range,
}
