namespace Telecom.Storage.Copy;

/// <summary>What cells there are.</summary>
internal enum CellKind
{
    /// <summary>Minute cells.</summary>
    Minute = 0,

    /// <summary>Hour roll-ups.</summary>
    Hour = 1,

    /// <summary>Day roll-ups.</summary>
    Day = 2,
}
