namespace Telecom.Agent.Spooling;

/// <summary>What became of a batch that was to be spooled.</summary>
internal enum AppendOutcome
{
    /// <summary>It is in the spool and has its sequence number.</summary>
    Appended,

    /// <summary>The spool has reached its limit.</summary>
    Full,

    /// <summary>The disk failed; nothing of the batch is in the spool.</summary>
    DiskFailed,
}
