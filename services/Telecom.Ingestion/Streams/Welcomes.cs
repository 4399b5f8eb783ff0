using Telecom.Ingestion.V1;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Streams;

/// <summary>Makes Welcome.</summary>
internal static class Welcomes
{
    /// <summary>The answer to Hello.</summary>
    public static Welcome Create(ulong durableSequence, LogDurability durability, IngestionOptions options, int maxMessageBytes, long nowUs) => new()
    {
        DurableSequence = durableSequence,
        Durability = durability switch
        {
            LogDurability.Fsynced => Durability.Fsynced,
            LogDurability.Replicated => Durability.Replicated,
            LogDurability.Relaxed => Durability.Relaxed,
            _ => Durability.Unspecified,
        },
        Limits = new StreamLimits
        {
            MaxBatchSamples = (uint)options.MaxBatchSamples,
            MaxMessageBytes = (uint)maxMessageBytes,
            MaxUnacknowledgedBatches = (uint)options.MaxUnacknowledgedBatches,
            MaxCircuits = (uint)options.MaxCircuits,
            MaxFutureUs = (long)options.MaxFuture.TotalMicroseconds,
            HeartbeatIntervalMs = (uint)options.HeartbeatInterval.TotalMilliseconds,
            IdleTimeoutMs = (uint)options.IdleTimeout.TotalMilliseconds,
            MaxLanes = (uint)options.MaxLanes,
            LaneRetentionS = (ulong)options.LaneRetention.TotalSeconds,
        },
        ServerTimeUs = nowUs,
    };
}
