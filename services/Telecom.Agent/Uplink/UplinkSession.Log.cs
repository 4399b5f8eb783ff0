using Microsoft.Extensions.Logging;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Uplink;

/// <content>What a stream says in the log.</content>
internal sealed partial class UplinkSession
{
    private static partial class Log
    {
        [LoggerMessage(1400, LogLevel.Information, "{Agent}: welcomed, the server has batches up to {Durable}; its acknowledgements mean {Durability}")]
        public static partial void Welcomed(ILogger logger, string agent, ulong durable, Durability durability);

        [LoggerMessage(1401, LogLevel.Warning, "The server took batch {Received} for out of order; going on after {Durable}")]
        public static partial void Rewound(ILogger logger, ulong received, ulong durable);

        [LoggerMessage(1402, LogLevel.Information, "The server asks to reconnect after {Milliseconds} ms: {Reason}")]
        public static partial void Draining(ILogger logger, uint milliseconds, string reason);

        [LoggerMessage(
            1403,
            LogLevel.Error,
            "Batch {Sequence} ({Samples} samples, {Bytes} bytes, {Circuits} circuits) is above the gateway's limits ({MaxSamples}, {MaxBytes}, {MaxCircuits}). Raise them, or lower batch.maxSamples for later batches; nothing is lost meanwhile")]
        public static partial void TooLarge(
            ILogger logger, ulong sequence, int samples, int bytes, int circuits, uint maxSamples, uint maxBytes, uint maxCircuits);
    }
}
