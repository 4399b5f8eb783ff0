namespace Telecom.Sla.Domain.Measurement;

/// <summary>What a <see cref="RollupCell"/> covers. Aligned to the Unix epoch (UTC), since cells know no contract and no zone. The numbers are minutes.</summary>
public enum RollupSpan
{
    /// <summary>60 minutes.</summary>
    Hour = 60,

    /// <summary>1,440 minutes.</summary>
    Day = 1440,
}
