namespace Telecom.Storage.Redis.Client;

/// <summary>What a failed call means.</summary>
internal enum RedisFailure
{
    /// <summary>No answer: it may have been carried out, or may still be.</summary>
    InDoubt,

    /// <summary>Not carried out, and likely to pass within seconds (loading, fail-over, a slot that moves).</summary>
    Transient,

    /// <summary>Not carried out, and will not be until somebody acts (memory, disk, rights).</summary>
    Refused,
}
