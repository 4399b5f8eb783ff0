namespace Telecom.Storage.Log;

/// <summary>What an append did.</summary>
public enum AppendOutcome
{
    /// <summary>Stored now.</summary>
    Appended,

    /// <summary>The lane had it already; nothing changed.</summary>
    Duplicate,

    /// <summary>The sequence number is not the lane's next; nothing changed.</summary>
    Gap,

    /// <summary>Some of the entry's content keys are in the log already; nothing changed. The caller takes that content out and tries again.</summary>
    KnownContent,
}
