namespace Telecom.Storage.Cells;

/// <summary>What a roll-up covers. Hours and days are aligned to the Unix epoch (UTC), since cells know no contract and no zone.</summary>
public enum RollupLevel
{
    /// <summary>60 minutes.</summary>
    Hour = 1,

    /// <summary>1,440 minutes.</summary>
    Day = 2,
}
