namespace Telecom.Storage.Log;

/// <summary>What a completed append promises.</summary>
public enum LogDurability
{
    /// <summary>Synced to stable storage.</summary>
    Fsynced,

    /// <summary>Synced, or copied to at least one replica.</summary>
    Replicated,

    /// <summary>In the store's memory; on stable storage within about a second.</summary>
    Relaxed,
}
