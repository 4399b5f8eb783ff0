using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <content>What a spool says in the log.</content>
internal sealed partial class SampleSpool
{
    private static partial class Log
    {
        [LoggerMessage(1310, LogLevel.Information, "Spool {Folder}: epoch {Epoch}, last batch {Last}, acknowledged {Acknowledged}")]
        public static partial void Opened(ILogger logger, string folder, SpoolEpoch epoch, ulong last, ulong acknowledged);

        [LoggerMessage(1311, LogLevel.Critical, "Batch {Sequence} could not be written to the spool; its samples stay in memory for now")]
        public static partial void AppendFailed(ILogger logger, Exception exception, ulong sequence);

        [LoggerMessage(1312, LogLevel.Error, "The cursor of the spool {Folder} is damaged; every batch still held is sent again, the server knows which it has")]
        public static partial void CursorDamaged(ILogger logger, string folder);

        [LoggerMessage(1313, LogLevel.Critical, "The server has batches up to {Durable}, but this spool sent no more than {Sent}: the spool lost its end or was restored from a copy")]
        public static partial void SpoolBehind(ILogger logger, ulong durable, ulong sent);

        [LoggerMessage(1314, LogLevel.Critical, "DATA LOSS AT THE SERVER: it has batches up to {Durable} only, and the oldest that is still held here is {Oldest}; going on from there")]
        public static partial void ServerBehind(ILogger logger, ulong durable, ulong oldest);

        [LoggerMessage(1317, LogLevel.Warning, "The server has forgotten epoch {Epoch}, of which it acknowledged batches up to {Acknowledged}: this agent was away for too long")]
        public static partial void LaneForgotten(ILogger logger, SpoolEpoch epoch, ulong acknowledged);

        [LoggerMessage(1315, LogLevel.Warning, "The spool began the new epoch {Epoch} with {Batches} batches that the server does not have")]
        public static partial void NewEpoch(ILogger logger, SpoolEpoch epoch, ulong batches);

        [LoggerMessage(
            1316,
            LogLevel.Warning,
            "Epoch {Epoch} ends before the refusals of its batches {First} to {Last} were heard: the server has these batches, but samples that it refused in them are neither tried again nor listed")]
        public static partial void RefusalsUnheard(ILogger logger, SpoolEpoch epoch, ulong first, ulong last);
    }
}
