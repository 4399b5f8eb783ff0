namespace Telecom.Sla.Domain.Credits;

/// <summary>Which local days a qualifying incident earns (reading OM-R2).</summary>
public enum DayRule
{
    /// <summary>Every day on which the incident has the consecutive minutes.</summary>
    MinutesOnDay = 1,

    /// <summary>The days on which the whole blocks of consecutive minutes of the incident start.</summary>
    BlockStart,
}
