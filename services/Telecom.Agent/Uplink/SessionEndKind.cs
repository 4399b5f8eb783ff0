namespace Telecom.Agent.Uplink;

/// <summary>What to do after a stream has ended.</summary>
internal enum SessionEndKind
{
    /// <summary>Everything sent is durable.</summary>
    Finished,

    /// <summary>The server asked to reconnect; not a failure.</summary>
    Moved,

    /// <summary>Open a new stream at once: the spool has begun a new epoch, or the handles are used up.</summary>
    Again,

    /// <summary>Connection lost: back off.</summary>
    Lost,

    /// <summary>Refused for a reason that somebody has to mend: try slowly.</summary>
    Refused,
}
