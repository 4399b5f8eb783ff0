namespace Telecom.Ingestion.Streams;

/// <summary>Why a stream ended; also a tag of a metric, so a closed set.</summary>
internal enum StreamEndCause
{
    /// <summary>The agent said that it was done and everything is durable.</summary>
    Finished,

    /// <summary>The agent closed its side without Finish. Not complete, and nothing to complain about.</summary>
    Closed,

    /// <summary>The connection broke or the agent cancelled.</summary>
    Lost,

    /// <summary>The server is going away.</summary>
    Drained,

    /// <summary>The stream reached its age.</summary>
    Aged,

    /// <summary>The agent sent nothing for too long.</summary>
    Idle,

    /// <summary>The lane opened a newer stream.</summary>
    Superseded,

    /// <summary>The store cannot take samples now.</summary>
    StoreUnavailable,

    /// <summary>The agent broke the protocol or a limit, or its Hello was refused.</summary>
    Refused,

    /// <summary>A defect of the server.</summary>
    Failed,
}
